// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IJava's environment variables, and jars from files and from a Maven repository made here. */
class EnvironmentProtocolTest {
    @TempDir
    static Path folder;

    private static KernelUnderTest kernel;

    @BeforeAll
    static void start() throws Exception {
        jar(folder.resolve("jars/by-variable.jar"), "ByVariable");
        jar(folder.resolve("jars/by-magic.jar"), "ByMagic");
        artifact("leaf", "1.0", "Leaf", "");
        artifact("root", "2.0", "Root", "<dependencies>" + dependency("leaf", "1.0") + "</dependencies>");
        artifact("loose", "1.0", "Loose", "");
        artifact("filed", "1.0", "Filed", "");
        Files.writeString(folder.resolve("first.jshell"), "int fromPath = 20;");
        kernel = new KernelUnderTest(
                Map.of(
                        "IJAVA_CLASSPATH", folder + "/jars/by-v*.jar",
                        "IJAVA_COMPILER_OPTS", "-parameters",
                        "IJAVA_STARTUP_SCRIPTS_PATH", folder + "/*.jshell",
                        "IJAVA_STARTUP_SCRIPT", "int fromVariable = fromPath + 1;",
                        "IJAVA_TIMEOUT", "8000 MILLISECONDS"),
                List.of("-Dmaven.repo.local=" + folder.resolve("local repository")),
                false);
        assertThat(kernel.run("%mavenRepo here " + folder.resolve("remote").toUri())
                        .status())
                .isEqualTo("ok");
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    /** A jar with one public class whose {@code toString} is its name. */
    private static void jar(Path jar, String name) throws Exception {
        Path source = folder.resolve(name + ".java");
        Files.writeString(
                source,
                "package sample; public class " + name + " { public String toString() { return \"" + name + "\"; } }");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "--release",
                                "17",
                                "-proc:none",
                                "-d",
                                folder.toString(),
                                source.toString()))
                .isZero();
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new ZipEntry("sample/" + name + ".class"));
            entries.write(Files.readAllBytes(folder.resolve("sample/" + name + ".class")));
        }
    }

    private static String dependency(String artifact, String version) {
        return "<dependency><groupId>org.example</groupId><artifactId>" + artifact + "</artifactId><version>" + version
                + "</version></dependency>";
    }

    private static void artifact(String artifact, String version, String type, String more) throws Exception {
        Path home = folder.resolve("remote/org/example/" + artifact + "/" + version);
        jar(home.resolve(artifact + "-" + version + ".jar"), type);
        Files.writeString(
                home.resolve(artifact + "-" + version + ".pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId><artifactId>" + artifact
                        + "</artifactId><version>" + version + "</version>" + more + "</project>");
    }

    @Test
    void variablesOfIJavaAreHeeded() {
        assertThat(kernel.run("new sample.ByVariable()").text()).isEqualTo("ByVariable");
        assertThat(kernel.run("fromVariable").text()).isEqualTo("21");
        assertThat(kernel.run("class P { void m(int named) { } }\n"
                                + "P.class.getDeclaredMethod(\"m\", int.class).getParameters()[0].getName()")
                        .text())
                .isEqualTo("named");
    }

    @Test
    void aStatementThatTakesTooLongTimesOut() {
        KernelUnderTest.Outcome outcome = kernel.run("int kept = 5;\nwhile (true) { }");
        assertThat(outcome.traceback()).contains("timed out after 8000 ms");
        assertThat(kernel.run("kept").text()).isEqualTo("5");
    }

    @Test
    void jarsAndFoldersAreAddedToTheClassPath() {
        assertThat(kernel.run("new sample.ByMagic()").status()).isEqualTo("error");
        assertThat(kernel.run("List<String> added = %jars " + folder + "/jars/by-m*.jar\nadded.size()")
                        .text())
                .isEqualTo("1");
        assertThat(kernel.run("new sample.ByMagic()").text()).isEqualTo("ByMagic");
        assertThat(kernel.run("%classpath " + folder + "/jars/by-magic.jar").status())
                .isEqualTo("ok");
        assertThat(kernel.run("%jars " + folder + "/none*.jar").traceback()).contains("There is nothing at");
    }

    @Test
    void artifactsComeWithWhatTheyNeed() {
        assertThat(kernel.run("%maven org.example:root:2.0\nnew sample.Root().toString() + new sample.Leaf()")
                        .text())
                .isEqualTo("RootLeaf");
        assertThat(kernel.run("%maven nonsense").traceback())
                .startsWith("CausalException: \"nonsense\" is no Maven coordinate");
    }

    @Test
    void pomsMayBeWholeOrInPieces() throws Exception {
        assertThat(kernel.run("%%pom\n" + dependency("loose", "1.0")).status()).isEqualTo("ok");
        assertThat(kernel.run("new sample.Loose()").text()).isEqualTo("Loose");
        Path pom = folder.resolve("pom.xml");
        Files.writeString(
                pom,
                "<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>b</artifactId>"
                        + "<version>1</version><properties><v>1.0</v></properties><dependencies>"
                        + dependency("filed", "${v}") + "</dependencies></project>");
        assertThat(kernel.run("%loadFromPOM " + pom).status()).isEqualTo("ok");
        assertThat(kernel.run("new sample.Filed()").text()).isEqualTo("Filed");
        assertThat(kernel.run("%%loadFromPOM runtime\n" + dependency("none", "9"))
                        .status())
                .isEqualTo("ok");
    }
}
