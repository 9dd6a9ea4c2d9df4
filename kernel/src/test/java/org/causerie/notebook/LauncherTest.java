// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./causerie} where its tools are missing, and what shellcheck says of every script. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private record Result(int code, String text) {}

    private static Result run(Optional<String> javaHome, String path, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        javaHome.ifPresent(home -> builder.environment().put("JAVA_HOME", home));
        builder.environment().put("PATH", path);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), text);
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A folder with the tools the script itself needs and neither Java nor Maven. */
    private static String bare(Path folder) throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : List.of(
                "bash", "dirname", "readlink", "uname", "awk", "cat", "mkdir", "find", "sort", "cksum", "tr", "id")) {
            Optional<Path> found = program(tool);
            if (found.isPresent()) Files.createSymbolicLink(bin.resolve(tool), found.get());
        }
        return bin.toString();
    }

    private static Path fakeJdk(Path folder, String version, boolean compiler) throws Exception {
        Path bin = Files.createDirectories(folder.resolve("jdk " + version).resolve("bin"));
        for (String tool : compiler ? List.of("java", "javac") : List.of("java")) {
            Path script = Files.writeString(
                    bin.resolve(tool), "#!/bin/sh\necho '    java.specification.version = " + version + "' >&2\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
        }
        return bin.getParent();
    }

    @Test
    void missingToolsAreNamedWithTheRemedy(@TempDir Path folder) throws Exception {
        String path = bare(folder);
        String script = ROOT.resolve("causerie").toString();
        Result none = run(Optional.empty(), path, "bash", script, "tour");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.text())
                .contains("needs a JDK of version 17")
                .contains("no java on the PATH")
                .contains("apt install");
        String old = fakeJdk(folder, "1.8", true).toString();
        assertThat(run(Optional.of(old), path, "bash", script, "install").text())
                .contains("version 8, which is too old");
        String runtime = fakeJdk(folder, "21", false).toString();
        assertThat(run(Optional.of(runtime), path, "bash", script, "tour").text())
                .contains("not a JDK");
        String gone = folder.resolve("gone").toString();
        assertThat(run(Optional.of(gone), path, "bash", script, "tour").text()).contains("there is no Java in " + gone);
        String good = fakeJdk(folder, "17", true).toString();
        Result maven = run(Optional.of(good), path, "bash", script, "test");
        assertThat(maven.code()).isEqualTo(1);
        assertThat(maven.text()).contains("there is no mvn on the PATH").contains("apt install maven");
    }

    @Test
    void wrongCallsGetASentence(@TempDir Path folder) throws Exception {
        String path = System.getenv("PATH");
        Path link = Files.createSymbolicLink(folder.resolve("a link"), ROOT.resolve("causerie"));
        Result unknown = run(Optional.empty(), path, link.toString(), "tuor");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.text()).contains("There is no command \"tuor\"").contains("./causerie tour");
        assertThat(run(Optional.empty(), path, link.toString(), "run").text()).contains("Which notebook?");
        assertThat(run(Optional.empty(), path, link.toString(), "run", "no.ipynb")
                        .text())
                .contains("no notebook no.ipynb");
        assertThat(run(Optional.empty(), path, link.toString(), "tour", "x").text())
                .contains("no arguments");
        assertThat(run(Optional.empty(), path, link.toString()).code()).isZero();
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        Optional<Path> shellcheck = program("shellcheck");
        assumeTrue(shellcheck.isPresent(), "The scripts are not looked at: shellcheck is not installed");
        String checker = shellcheck.orElseThrow().toString();
        for (String script : List.of("causerie", ".ci/run", "binder/postBuild")) {
            Result result = run(
                    Optional.empty(),
                    System.getenv("PATH"),
                    checker,
                    ROOT.resolve(script).toString());
            assertThat(result.text()).as(script).isEmpty();
        }
    }
}
