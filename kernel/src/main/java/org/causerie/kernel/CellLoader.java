// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/** Loads the classes of cells, woven, on top of the kernel's own class path. */
final class CellLoader extends URLClassLoader {
    private final Map<String, byte[]> waiting = new ConcurrentHashMap<>();

    /** Who holds the values of a variable: the class of its latest declaration first. */
    private final Map<String, Deque<Class<?>>> holders = new HashMap<>();

    CellLoader() {
        super("cells", new URL[0], CellLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytecodes = waiting.remove(name);
        if (bytecodes == null) return super.findClass(name);
        byte[] woven = Weaver.weave(bytecodes);
        return defineClass(name, woven, 0, woven.length);
    }

    /** The same as JShell wants to see it. */
    private final class Delegate implements LoaderDelegate {
        @Override
        public Class<?> findClass(String name) throws ClassNotFoundException {
            return loadClass(name);
        }

        @Override
        public void load(ClassBytecodes[] classes) throws ClassInstallException {
            for (ClassBytecodes one : classes) waiting.put(one.name(), one.bytecodes());
            boolean[] loaded = new boolean[classes.length];
            for (int i = 0; i < classes.length; i++) {
                try {
                    note(loadClass(classes[i].name()));
                    loaded[i] = true;
                } catch (ClassNotFoundException | LinkageError e) {
                    throw new ClassInstallException(e.toString(), loaded);
                }
            }
        }

        @Override
        public void classesRedefined(ClassBytecodes[] classes) {
            throw new UnsupportedOperationException("Classes of cells are replaced, not redefined");
        }

        @Override
        public void addToClasspath(String paths) throws InternalException {
            try {
                for (String path : paths.split(File.pathSeparator, -1)) {
                    addURL(Path.of(path).toUri().toURL());
                }
            } catch (MalformedURLException e) {
                throw new InternalException("Not a path: " + e.getMessage());
            }
        }
    }

    LoaderDelegate delegate() {
        return new Delegate();
    }

    // Variables

    private synchronized void note(Class<?> snippet) {
        if (snippet.isMemberClass()) return;
        for (Field field : snippet.getDeclaredFields()) {
            int modifiers = field.getModifiers();
            if (Modifier.isStatic(modifiers) && Modifier.isPublic(modifiers)) {
                holders.computeIfAbsent(field.getName(), name -> new ArrayDeque<>())
                        .addFirst(snippet);
            }
        }
    }

    /** Lets go of what earlier declarations of a variable hold, so that it can be collected. */
    synchronized void forgetEarlier(String variable) {
        forget(variable, 1);
    }

    /** Lets go of a variable altogether. */
    synchronized void forgetAll(String variable) {
        forget(variable, 0);
    }

    private void forget(String variable, int keep) {
        Deque<Class<?>> classes = holders.getOrDefault(variable, new ArrayDeque<>());
        while (classes.size() > keep) {
            try {
                Field field = classes.removeLast().getDeclaredField(variable);
                if (field.getType().isPrimitive() || Modifier.isFinal(field.getModifiers())) continue;
                field.setAccessible(true);
                field.set(null, null);
            } catch (NoSuchFieldException | IllegalAccessException e) {
                Main.log("a variable could not be let go: " + e);
            }
        }
    }
}
