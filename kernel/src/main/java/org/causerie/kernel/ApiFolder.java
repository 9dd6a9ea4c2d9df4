// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/**
 * One folder of what cells are compiled against. The compiler indexes every entry of every jar before the
 * first cell, but of a folder only lists the packages that it needs. Of some twenty-five thousand classes
 * beneath the library cells can name a fifth: those of the libraries meant for notebooks, and what the
 * signatures in them name, and so on.
 */
final class ApiFolder {
    /** Where the kernel is told of the folder. */
    static final String PROPERTY = "causerie.api";

    private final Map<String, byte[]> classes = new TreeMap<>();
    private final Set<String> roots = new HashSet<>();

    private ApiFolder() {}

    /**
     * Writes the folder.
     *
     * @param classPath jars and folders
     * @param whole those of them of which cells may name every type
     */
    static void write(List<Path> classPath, Predicate<Path> whole, Path target) throws IOException {
        ApiFolder api = new ApiFolder();
        for (Path entry : classPath) api.read(entry, whole.test(entry));
        Set<String> wanted = api.reachable();
        for (Map.Entry<String, byte[]> one : api.classes.entrySet()) {
            if (!wanted.contains(one.getKey())) continue;
            Path file = target.resolve(one.getKey() + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, one.getValue());
        }
    }

    private void read(Path entry, boolean whole) throws IOException {
        if (Files.isDirectory(entry)) {
            read(entry, entry, whole);
        } else if (entry.toString().endsWith(".jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(entry)) {
                Path root = jar.getPath("/");
                read(root, root, whole);
            }
        }
    }

    private void read(Path root, Path folder, boolean whole) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name =
                        root.relativize(file).toString().replace('\\', '/').replaceAll("\\.class$", "");
                if (name.startsWith("META-INF/") || name.endsWith("-info")) continue;
                try (InputStream in = Files.newInputStream(file)) {
                    classes.putIfAbsent(name, in.readAllBytes());
                }
                if (whole) roots.add(name);
            }
        }
    }

    private Set<String> reachable() {
        Set<String> reached = new HashSet<>(roots);
        Deque<String> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Names names = new Names();
            new ClassReader(classes.get(open.remove()))
                    .accept(names, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            for (String name : names.found) {
                if (classes.containsKey(name) && reached.add(name)) open.add(name);
            }
        }
        return reached;
    }

    /** The types that what is visible of a class names. */
    private static final class Names extends ClassVisitor {
        private final Set<String> found = new HashSet<>();

        Names() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            add(superName);
            for (String type : interfaces) add(type);
            signature(signature);
        }

        @Override
        public void visitInnerClass(String name, String outer, String inner, int access) {
            if ((access & Opcodes.ACC_PRIVATE) == 0) add(name);
            add(outer);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            if ((access & Opcodes.ACC_PRIVATE) == 0) {
                add(Type.getType(descriptor));
                signature(signature);
            }
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            if ((access & Opcodes.ACC_PRIVATE) == 0) {
                add(Type.getReturnType(descriptor));
                for (Type type : Type.getArgumentTypes(descriptor)) add(type);
                if (exceptions != null) for (String type : exceptions) add(type);
                signature(signature);
            }
            return null;
        }

        private void add(Type type) {
            if (type.getSort() == Type.ARRAY) add(type.getElementType());
            else if (type.getSort() == Type.OBJECT) add(type.getInternalName());
        }

        private void add(String name) {
            if (name != null) found.add(name);
        }

        private void signature(String signature) {
            if (signature == null) return;
            new SignatureReader(signature).accept(new SignatureVisitor(Opcodes.ASM9) {
                @Override
                public void visitClassType(String name) {
                    add(name);
                }
            });
        }
    }
}
