// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * With what a session starts: the imports that chapters use, and IJava's environment variables.
 *
 * @param environment the process's environment
 */
record Startup(Map<String, String> environment) {
    private static final String IMPORTS = "imports.jshell";

    /**
     * {@code IJAVA_COMPILER_OPTS} after the kernel's own; annotation processors are not looked for, which in
     * every snippet would search the whole class path.
     */
    String[] compilerOptions() {
        List<String> options = new ArrayList<>(List.of("-proc:none", "-Xlint:none"));
        setting("IJAVA_COMPILER_OPTS").ifPresent(more -> options.addAll(Arrays.asList(more.split("\\s+"))));
        return options.toArray(String[]::new);
    }

    /** {@code IJAVA_CLASSPATH}: paths or globs. */
    List<String> classPath() {
        return paths("IJAVA_CLASSPATH").stream().map(Path::toString).toList();
    }

    /** {@code IJAVA_TIMEOUT}: milliseconds, or a number and a {@link TimeUnit}; 0 without one. */
    long timeoutNanos() {
        String[] parts = setting("IJAVA_TIMEOUT").orElse("0").split("\\s+");
        try {
            TimeUnit unit =
                    parts.length > 1 ? TimeUnit.valueOf(parts[1].toUpperCase(Locale.ROOT)) : TimeUnit.MILLISECONDS;
            return Math.max(0, unit.toNanos(Long.parseLong(parts[0])));
        } catch (IllegalArgumentException e) {
            Main.log("IJAVA_TIMEOUT should be a number of milliseconds or like \"30 SECONDS\", not \""
                    + String.join(" ", parts) + "\"; there is no timeout");
            return 0;
        }
    }

    /** The import declarations, one a snippet. */
    List<String> imports() {
        try (InputStream script = Startup.class.getResourceAsStream(IMPORTS)) {
            return new String(script.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("import "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The start-up script cannot be read", e);
        }
    }

    /** {@code IJAVA_STARTUP_SCRIPTS_PATH} and then {@code IJAVA_STARTUP_SCRIPT}. */
    List<Sources.Cell> scripts() {
        List<Sources.Cell> scripts = new ArrayList<>();
        for (Path path : paths("IJAVA_STARTUP_SCRIPTS_PATH")) {
            try {
                scripts.add(new Sources.Cell(path.toString(), Files.readString(path)));
            } catch (IOException e) {
                Main.log("the start-up script " + path + " cannot be read: " + e);
            }
        }
        setting("IJAVA_STARTUP_SCRIPT").ifPresent(code -> scripts.add(new Sources.Cell("IJAVA_STARTUP_SCRIPT", code)));
        return scripts;
    }

    private List<Path> paths(String variable) {
        return setting(variable).stream()
                .flatMap(paths -> Arrays.stream(paths.split(File.pathSeparator)))
                .filter(Predicate.not(String::isBlank))
                .flatMap(glob -> Globs.find(glob).stream())
                .toList();
    }

    private Optional<String> setting(String variable) {
        return Optional.ofNullable(environment.get(variable)).map(String::strip).filter(Predicate.not(String::isEmpty));
    }
}
