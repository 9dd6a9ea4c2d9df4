// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** Paths as IJava writes them: {@code *} and {@code ?} within a name; a final slash stands for all in the folder. */
final class Globs {
    private Globs() {}

    /** What there is of this name or pattern, sorted; relative paths start from the working folder. */
    static List<Path> find(String glob) {
        String pattern = glob.endsWith("/") ? glob + "*" : glob;
        if (!pattern.contains("*") && !pattern.contains("?")) {
            Path path = Path.of(pattern).toAbsolutePath().normalize();
            return Files.exists(path) ? List.of(path) : List.of();
        }
        String[] names = pattern.split("/");
        Path folder = Path.of(pattern.startsWith("/") ? "/" : "").toAbsolutePath();
        return find(folder, names, pattern.startsWith("/") ? 1 : 0);
    }

    private static List<Path> find(Path folder, String[] names, int at) {
        if (at == names.length) return List.of(folder);
        if (!names[at].contains("*") && !names[at].contains("?")) {
            Path next = folder.resolve(names[at]).normalize();
            return Files.exists(next) ? find(next, names, at + 1) : List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + names[at]);
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> matcher.matches(entry.getFileName()))
                    .sorted()
                    .flatMap(entry -> find(entry, names, at + 1).stream())
                    .toList();
        } catch (IOException notAFolder) {
            return List.of();
        }
    }
}
