// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.causerie.notebook.Notebooks.code;
import static org.causerie.notebook.Notebooks.markdown;
import static org.causerie.notebook.Notebooks.with;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.causerie.CausalException;
import org.causerie.notebook.NotebookRunner.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notebooks through the real kernel. */
class NotebookRunnerTest {
    @TempDir
    Path folder;

    private NotebookRunner runner;

    @BeforeEach
    void kernel() throws Exception {
        runner = NotebookRunner.with(TestKernel.in(folder.resolve("a kernel")));
    }

    private String main(int code, String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int found = Main.run(new PrintStream(bytes, true, UTF_8), false, args);
        String text = bytes.toString(UTF_8);
        assertThat(found).as(text).isEqualTo(code);
        return text;
    }

    @Test
    void everyCellRunsInOrderUntilOneFailsUnlessItIsThereToFail() {
        Notebook notebook = Notebooks.of(
                code("int x = 20;\nSystem.out.print(\"a\"); System.out.println(\"b\");\nx + 1"),
                markdown("words"),
                code("  "),
                with(code("throw new IllegalStateException(\"meant\");"), "{'tags': ['raises-exception']}"),
                code("x * 2"),
                code("int y = \"no int\";"),
                code("x * 3"));
        NotebookRunner.Run run = runner.run(notebook, folder, Progress.SILENT);
        List<Cell> cells = run.notebook().cells();
        assertThat(run.cells()).isEqualTo(4);
        assertThat(cells.get(0).executionCount()).contains(1);
        assertThat(cells.get(0).outputs().get(0).text("text")).isEqualTo("ab\n");
        assertThat(cells.get(0).lastValue().orElseThrow().data("text/plain")).contains("21");
        assertThat(cells.get(3).outputs().get(0).isError()).isTrue();
        assertThat(cells.get(4).lastValue().orElseThrow().data("text/plain")).contains("40");
        assertThat(cells.get(6).outputs()).isEmpty();
        NotebookRunner.Failure failure = run.failure().orElseThrow();
        assertThat(failure.cell().number()).isEqualTo(6);
        assertThat(failure.error().isError()).isTrue();
    }

    @Test
    void anEndlessCellIsStoppedWhenTheNotebooksTimeIsOver() {
        Notebook notebook = Notebooks.of(code("while (true) {}"), code("2 + 2"));
        NotebookRunner.Run run = runner.timeout(Duration.ofSeconds(10)).run(notebook, folder, Progress.SILENT);
        assertThat(run.failure().orElseThrow().cell().number()).isEqualTo(1);
        assertThat(run.failure().orElseThrow().error().text("evalue")).contains("not done in its time");
        assertThat(run.notebook().cells().get(1).outputs()).isEmpty();
    }

    @Test
    void aKernelThatEndsIsToldWithItsLastWords() {
        Notebook notebook = Notebooks.of(
                code("new ProcessBuilder(\"kill\", \"-KILL\", \"\" + ProcessHandle.current().pid()).start().waitFor()"),
                code("1"));
        NotebookRunner.Run run = runner.run(notebook, folder, Progress.SILENT);
        assertThat(run.failure().orElseThrow().error().text("evalue")).contains("exit code 137");
    }

    @Test
    void aKernelspecNamedFromTheCurrentFolderIsFoundFromAnyOther() {
        Path relative = Path.of("").toAbsolutePath().relativize(runner.spec().folder());
        assertThat(relative).isRelative();
        KernelSpec spec = KernelSpec.read(relative);
        assertThat(spec.folder()).isAbsolute();
        assertThat(spec.folder().normalize()).isEqualTo(runner.spec().folder());
    }

    @Test
    void aNotebookInAnotherLanguageIsRefused() {
        Notebook python = Notebook.parse(
                "{\"nbformat\": 4, \"cells\": [], \"metadata\": {\"language_info\": {\"name\": \"python\"}}}", "x");
        assertThatThrownBy(() -> runner.run(python, folder, Progress.SILENT))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("python");
    }

    @Test
    void runWritesNotebookAndPageAndCheckFindsWhatChanged() throws Exception {
        Path file = Files.createDirectory(folder.resolve("a b")).resolve("small.ipynb");
        try (var in = NotebookRunnerTest.class.getResourceAsStream("small.ipynb")) {
            Files.copy(in, file);
        }
        String kernel = runner.spec().folder().toString();
        String out = folder.resolve("out").toString();
        String told = main(0, "run", file.toString(), "--kernel", kernel, "--out", out, "--save");
        assertThat(told)
                .contains("A small notebook")
                .contains("one and one: 2")
                .contains("3 cells")
                .contains("small.html");
        assertThat(Files.readString(folder.resolve("out/small.html")))
                .contains("<figure><img")
                .contains("&lt;b&gt;text&lt;/b&gt; stays text");
        assertThat(Files.readString(file)).isEqualTo(Files.readString(folder.resolve("out/small.ipynb")));
        assertThat(main(0, "check", folder.resolve("a b").toString(), "--kernel", kernel))
                .contains("Every notebook shows what is saved in it: 1");
        Files.writeString(file, Files.readString(file).replace("1 + 1;", "1 + 2;"));
        assertThat(main(1, "check", file.toString(), "--kernel", kernel))
                .contains("cell 2, text/plain")
                .contains("saved: 2")
                .contains("found: 3");
        assertThat(main(
                        2,
                        "run",
                        file.toString(),
                        "--kernel",
                        kernel,
                        "--out",
                        file.getParent().toString()))
                .contains("overwrite");
    }

    @Test
    void aWrongCallGetsASentence() {
        assertThat(main(2)).contains("Missing");
        assertThat(main(2, "rum", "x.ipynb")).contains("did you mean run?");
        assertThat(main(2, "run", "x.ipynb", "--ou", "x")).contains("did you mean --out");
        assertThat(main(2, "run", "x.ipynb")).contains("There is no notebook x.ipynb");
        assertThat(main(2, "run", "x.ipynb", "--timeout", "soon")).contains("whole seconds");
        assertThat(main(2, "check", "nowhere", "--kernel", "x")).contains("nowhere");
    }
}
