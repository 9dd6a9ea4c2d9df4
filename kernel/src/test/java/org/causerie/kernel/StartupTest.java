// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StartupTest {
    private static final List<String> IMPORTS = new Startup(Map.of()).imports();

    /** Two packages with one name would make that name unusable: an import of its own must decide. */
    @Test
    void everyImportedNameMeansOneType() throws Exception {
        Set<String> decided = new HashSet<>();
        Map<String, Set<String>> packages = new TreeMap<>();
        for (String line : IMPORTS) {
            String name = line.replace("import ", "").replace(";", "").strip();
            if (name.startsWith("static ")) continue;
            if (!name.endsWith(".*")) {
                decided.add(name.substring(name.lastIndexOf('.') + 1));
                continue;
            }
            String from = name.substring(0, name.length() - 2);
            Set<String> types = types(from);
            assertThat(types).as(from).isNotEmpty();
            for (String type : types)
                packages.computeIfAbsent(type, t -> new TreeSet<>()).add(from);
        }
        packages.keySet().removeAll(decided);
        packages.values().removeIf(in -> in.size() < 2);
        assertThat(packages).isEmpty();
    }

    /** The simple names of the public types in a package. */
    private static Set<String> types(String name) throws Exception {
        Set<String> files = new TreeSet<>();
        String folder = name.replace('.', '/');
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) list(path.resolve(folder), files);
            else if (entry.endsWith(".jar") && Files.exists(path)) {
                try (FileSystem jar = FileSystems.newFileSystem(path)) {
                    list(jar.getPath(folder), files);
                }
            }
        }
        FileSystem java = FileSystems.getFileSystem(URI.create("jrt:/"));
        for (String module : List.of("java.base", "java.prefs")) list(java.getPath("modules", module, folder), files);
        Set<String> types = new TreeSet<>();
        for (String file : files) {
            Class<?> type = Class.forName(name + "." + file, false, StartupTest.class.getClassLoader());
            if (Modifier.isPublic(type.getModifiers())) types.add(file);
        }
        return types;
    }

    private static void list(Path folder, Set<String> names) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("$") && !file.contains("-"))
                    .forEach(file -> names.add(file.substring(0, file.length() - 6)));
        }
    }

    @Test
    void timeoutsAreReadAsIJavaReadsThem() {
        assertThat(timeout("250")).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
        assertThat(timeout("30 seconds")).isEqualTo(TimeUnit.SECONDS.toNanos(30));
        assertThat(timeout("-1")).isZero();
        assertThat(timeout("soon")).isZero();
    }

    private static long timeout(String value) {
        return new Startup(Map.of("IJAVA_TIMEOUT", value)).timeoutNanos();
    }

    @Test
    void compilerOptionsFollowTheKernelsOwn() {
        assertThat(new Startup(Map.of("IJAVA_COMPILER_OPTS", " -parameters  --enable-preview ")).compilerOptions())
                .endsWith("-parameters", "--enable-preview");
        assertThat(new Startup(Map.of()).compilerOptions()).contains("-proc:none");
    }
}
