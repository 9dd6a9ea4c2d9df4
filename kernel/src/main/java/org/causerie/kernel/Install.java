// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.causerie.CausalException;
import org.causerie.notebook.KernelClient;
import org.causerie.notebook.KernelSpec;
import org.causerie.notebook.Request;

/**
 * Makes a kernelspec: {@code Install <lib-folder> <target-folder> [--java JAVA_HOME]}.
 *
 * <p>The target gets {@code kernel.json}, copies of the jars and of the library's sources, logos, and an
 * archive of loaded classes made by a first run, with which Java starts in a fraction of the time. Run again,
 * it replaces what it wrote.
 */
public final class Install {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int FIRST_WITH_AOT_CACHE = 25;
    private static final int FIRST_TO_WARN_OF_UNSAFE = 23;
    private static final List<String> FOR_NOTEBOOKS =
            List.of("causerie-", "commons-statistics-", "ejml-", "gson-", "jgrapht-", "jjava-", "tablesaw-", "xchart-");

    private final Path lib;
    private final Path target;
    private final Path java;
    private final int version;

    private Install(Path lib, Path target, Path javaHome) {
        this.lib = lib;
        this.target = target;
        java = javaHome.resolve("bin").resolve("java");
        if (!Files.isExecutable(java) || !hasCompiler(javaHome)) {
            throw new CausalException(javaHome + " is no JDK; set JAVA_HOME to one of version 17 or newer");
        }
        version = version(javaHome);
    }

    /**
     * Installs.
     *
     * @param arguments see the class
     */
    public static void main(String[] arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(arguments));
        Path home = Path.of(System.getProperty("java.home"));
        int option = words.indexOf("--java");
        if (option >= 0 && option + 1 < words.size()) {
            home = Path.of(words.remove(option + 1));
            words.remove(option);
        }
        if (words.size() != 2) {
            System.err.println("usage: Install <lib-folder> <target-folder> [--java JAVA_HOME]");
            System.exit(2);
        }
        try {
            new Install(
                            Path.of(words.get(0)).toAbsolutePath(),
                            Path.of(words.get(1)).toAbsolutePath(),
                            home)
                    .install();
        } catch (CausalException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static boolean hasCompiler(Path javaHome) {
        return Files.exists(javaHome.resolve("bin").resolve("javac"))
                || Files.exists(javaHome.resolve("bin").resolve("javac.exe"));
    }

    /** The feature version of a JDK, from its {@code release} file. */
    private static int version(Path javaHome) {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(javaHome.resolve("release"))) {
            release.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell the version of the JDK at " + javaHome, e);
        }
        String text = release.getProperty("JAVA_VERSION", "17").replace("\"", "");
        return Integer.parseInt(text.split("[^0-9]", -1)[0]);
    }

    private void install() throws IOException {
        Files.createDirectories(target);
        replace(lib, target.resolve("lib"));
        Path sources = lib.resolveSibling("sources");
        if (Files.isDirectory(sources)) replace(sources, target.resolve("sources"));
        for (String logo : List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg")) {
            try (InputStream image = Install.class.getResourceAsStream(logo)) {
                Files.copy(image, target.resolve(logo), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        remove(target.resolve("api"));
        try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
            ApiFolder.write(jars.sorted().toList(), Install::isForNotebooks, target.resolve("api"));
        }
        Files.deleteIfExists(archive());
        archiveClasses();
        write(Files.exists(archive()) ? List.of(use()) : List.of());
    }

    /** Whether cells may name everything in this jar. */
    static boolean isForNotebooks(Path jar) {
        String name = jar.getFileName().toString();
        return FOR_NOTEBOOKS.stream().anyMatch(name::startsWith);
    }

    /** The kernel's jar, whose manifest names the others. */
    private String jar() throws IOException {
        try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
            return jars.map(jar -> jar.getFileName().toString())
                    .filter(name -> name.startsWith("causerie-kernel"))
                    .findFirst()
                    .orElseThrow(() -> new CausalException("There is no causerie-kernel jar in " + lib));
        }
    }

    /** Removes a folder and all in it. */
    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> old = Files.walk(folder)) {
            for (Path file : old.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private static void replace(Path from, Path to) throws IOException {
        remove(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    // kernel.json

    private void write(List<String> more) throws IOException {
        JsonObject json = new JsonObject();
        json.add("argv", new GsonBuilder().create().toJsonTree(command(more)));
        json.addProperty("display_name", "Java (Causerie)");
        json.addProperty("language", "java");
        json.addProperty("interrupt_mode", "message");
        json.add("env", new JsonObject());
        Files.writeString(
                target.resolve("kernel.json"),
                new GsonBuilder()
                                .setPrettyPrinting()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(json) + "\n");
    }

    private List<String> command(List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(more);
        if (version >= FIRST_TO_WARN_OF_UNSAFE) command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(List.of(
                "-XX:+UseSerialGC", // the smallest and the first to be ready
                "-Xms160m",
                "-XX:NewSize=96m", // so that nothing is collected before the first value
                // The optimising compiler takes more time than all else before the first value. What is called
                // often waits ten times longer for it; loops that run long, as those of cells, do not wait.
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=100000",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Djava.awt.headless=true",
                "-Dcauserie.sources={resource_dir}/sources",
                "-D" + ApiFolder.PROPERTY + "={resource_dir}/api",
                "-jar",
                "{resource_dir}/lib/" + jar(),
                "{connection_file}"));
        return command;
    }

    // The archive of classes

    private boolean hasAotCache() {
        return version >= FIRST_WITH_AOT_CACHE;
    }

    private Path archive() {
        return target.resolve(hasAotCache() ? "kernel.aot" : "kernel.jsa");
    }

    private String use() {
        return (hasAotCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + "{resource_dir}/"
                + archive().getFileName();
    }

    /** Makes the archive from what a first session loads; without one the kernel only starts slower. */
    private void archiveClasses() throws IOException {
        Path classes = target.resolve("classes.list");
        try {
            if (hasAotCache()) {
                train("-XX:AOTCacheOutput=" + archive());
            } else {
                train("-XX:DumpLoadedClassList=" + classes);
                List<String> wanted = Files.readAllLines(classes).stream()
                        .filter(Install::canBeArchived)
                        .toList();
                Files.write(classes, wanted);
                List<String> dump = List.of(
                        java.toString(),
                        "-Xshare:dump",
                        "-XX:SharedClassListFile=" + classes,
                        "-XX:SharedArchiveFile=" + archive(),
                        "-Xlog:disable",
                        "-cp",
                        target.resolve("lib").resolve(jar()).toString());
                await(new ProcessBuilder(dump)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
            }
        } catch (CausalException e) {
            System.err.println("The kernel will start slower, without an archive of its classes: " + e.getMessage());
        } finally {
            Files.deleteIfExists(classes);
        }
    }

    /** Not the classes of cells, nor lambdas of signed jars, at which Java 17 crashes. */
    private static boolean canBeArchived(String line) {
        return !line.contains("REPL/") && !line.startsWith("@lambda-proxy org/eclipse/");
    }

    /** Runs a first session with this option. */
    private void train(String option) throws IOException {
        write(List.of(option));
        KernelSpec spec = KernelSpec.read(target).withEnv(Map.of("IJAVA_STARTUP_SCRIPT", ""));
        try (KernelClient kernel = KernelClient.start(spec, target, false);
                InputStream cells = Install.class.getResourceAsStream("training.jshell")) {
            for (String cell : new String(cells.readAllBytes(), UTF_8).split("\n\n", -1)) {
                kernel.execute(cell, PATIENCE, published -> {});
            }
            Request endless = kernel.submit("System.out.println(\"started\"); while (true) { }");
            AtomicBoolean stopped = new AtomicBoolean();
            endless.finish(PATIENCE, published -> {
                if (published.type().equals("stream") && !stopped.getAndSet(true)) kernel.interrupt();
            });
            kernel.complete("List.o", 6);
            kernel.isComplete("1 + 1");
            kernel.shutdown(false);
            await(kernel.process().orElseThrow());
        }
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
