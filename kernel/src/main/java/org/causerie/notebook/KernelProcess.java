// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.causerie.CausalException;

/** A kernel started here, with its connection file and what it wrote outside the protocol, in a folder of its own. */
final class KernelProcess {
    private final KernelSpec spec;
    private final Path workingFolder;
    private final Path folder;
    private final Connection connection;
    private Process process;

    KernelProcess(KernelSpec spec, Path workingFolder, boolean ipc) {
        this.spec = spec;
        this.workingFolder = workingFolder;
        try {
            folder = Files.createTempDirectory("causerie-kernel");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a temporary folder for the kernel's connection file", e);
        }
        connection = ipc ? Connection.ipc(folder) : Connection.tcp();
        connection.write(connectionFile());
        start();
    }

    /** Starts the kernel on its connection file; again after it has stopped, for a restart. */
    void start() {
        ProcessBuilder builder = new ProcessBuilder(spec.command(connectionFile()));
        builder.directory(workingFolder.toFile());
        builder.environment().putAll(spec.env());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        try {
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new CausalException("Cannot start the kernel: " + e.getMessage(), e);
        }
    }

    Connection connection() {
        return connection;
    }

    Process process() {
        return process;
    }

    void signal(String name) {
        try {
            int result = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (result != 0) throw new CausalException("Signal " + name + " could not be sent to the kernel");
        } catch (IOException e) {
            throw new CausalException("Signals need the command kill: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How it ended and the last lines it wrote outside the protocol. */
    String lastWords() {
        String end = process.isAlive() ? "is running" : "stopped with exit code " + process.exitValue();
        try {
            List<String> lines =
                    new String(Files.readAllBytes(log()), UTF_8).lines().toList();
            String tail = String.join("\n  ", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
            return "The kernel " + end + (tail.isEmpty() ? "." : "; its last words:\n  " + tail);
        } catch (IOException e) {
            return "The kernel " + end + ".";
        }
    }

    /** Waits for the end; whether it came in time. */
    boolean ended(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends it whatever it does, and removes its folder. */
    void dispose() {
        process.destroyForcibly();
        ended(Duration.ofSeconds(5));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + folder, e);
        }
    }

    private Path connectionFile() {
        return folder.resolve("connection.json");
    }

    private Path log() {
        return folder.resolve("kernel.log");
    }
}
