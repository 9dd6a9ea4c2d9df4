// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A kernelspec that starts the kernel from the classes under test. */
final class TestKernel {
    private TestKernel() {}

    /** Writes {@code kernel.json} into a folder and reads it. */
    static KernelSpec in(Path folder) throws IOException {
        List<String> argv = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.causerie.kernel.Main",
                "{connection_file}");
        Map<String, Object> json = Map.of(
                "argv", argv, "display_name", "Java (Causerie)", "language", "java", "interrupt_mode", "message");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("kernel.json"), new Gson().toJson(json));
        return KernelSpec.read(folder);
    }
}
