// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.causerie.CausalException;

/**
 * What {@code ./causerie} calls: runs, checks and renders notebooks.
 *
 * <pre>
 * run   NOTEBOOK --kernel FOLDER --out FOLDER [--timeout SECONDS] [--save]
 * check NOTEBOOK-OR-FOLDER… --kernel FOLDER [--timeout SECONDS]
 * page  NOTEBOOK --out FOLDER
 * </pre>
 *
 * Exit code 0 when all went well, 1 when a notebook failed, 2 when the call was wrong.
 */
public final class Main {
    private final PrintStream out;
    private final boolean live;
    private final List<String> files = new ArrayList<>();
    private Optional<Path> kernel = Optional.empty();
    private Path folder = Path.of("");
    private Duration timeout = Duration.ofMinutes(10);
    private boolean save;

    private Main(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(out, System.getenv("CAUSERIE_LIVE") != null, args));
    }

    /** Does what the arguments say and returns the exit code. */
    static int run(PrintStream out, boolean live, String... args) {
        try {
            return new Main(out, live).call(new ArrayDeque<>(List.of(args)));
        } catch (CausalException | UncheckedIOException e) {
            out.println(e.getMessage());
            return 2;
        }
    }

    private int call(Deque<String> args) {
        String command = next(args, "run, check or page");
        while (!args.isEmpty()) {
            String word = args.pop();
            switch (word) {
                case "--kernel" -> kernel = Optional.of(Path.of(next(args, "the kernelspec's folder after --kernel")));
                case "--out" -> folder = Path.of(next(args, "a folder after --out"));
                case "--timeout" -> timeout = seconds(next(args, "seconds after --timeout"));
                case "--save" -> save = true;
                default -> {
                    if (word.startsWith("--")) {
                        throw CausalException.unknown(
                                "option", word, List.of("--kernel", "--out", "--timeout", "--save"));
                    }
                    files.add(word);
                }
            }
        }
        return switch (command) {
            case "run" -> runAndShow(one());
            case "check" -> check();
            case "page" -> page(one());
            default -> throw CausalException.unknown("command", command, List.of("run", "check", "page"));
        };
    }

    // Run

    private int runAndShow(Path file) {
        Notebook notebook = Notebook.read(file);
        out.println(notebook.title(name(file)));
        NotebookRunner.Run run = runner().run(notebook, parent(file), new Terminal(out, live, notebook));
        Path copy = target(file, ".ipynb");
        run.notebook().write(copy);
        if (save && run.failure().isEmpty()) run.notebook().write(file);
        Path page = writePage(run.notebook(), file);
        out.println();
        run.failure().ifPresent(this::report);
        headlines(run.notebook());
        out.println((run.failure().isEmpty() ? "Done: " : "Stopped: ") + run.cells() + " cells in "
                + Terminal.seconds(run.time()).strip() + ".");
        out.println("  notebook  " + copy);
        out.println("  page      " + page + "  (open it in a browser)");
        return run.failure().isEmpty() ? 0 : 1;
    }

    /** The first line of what cells marked with {@code "causerie": {"headline": "label"}} show. */
    private void headlines(Notebook notebook) {
        List<Cell> marked = notebook.cells().stream()
                .filter(cell ->
                        cell.ours("headline").isPresent() && cell.lastValue().isPresent())
                .toList();
        if (marked.isEmpty()) return;
        out.println("What it found");
        for (Cell cell : marked) {
            String text = cell.lastValue().orElseThrow().data("text/plain").orElse("(a picture)");
            out.println("  " + cell.ours("headline").orElseThrow() + ": "
                    + text.strip().lines().findFirst().orElse(""));
        }
        out.println();
    }

    private void report(NotebookRunner.Failure failure) {
        out.println("Cell " + failure.cell().number() + " failed:");
        out.println();
        failure.cell().source().lines().forEach(line -> out.println("    " + line));
        out.println();
        Output error = failure.error();
        String trace = Ansi.plain(String.join("\n", error.traceback()));
        String text = trace.isBlank() ? error.text("ename") + ": " + error.text("evalue") : trace;
        text.lines().forEach(line -> out.println("  " + line));
        out.println();
    }

    // Check

    private int check() {
        List<Path> notebooks = notebooks();
        if (notebooks.isEmpty()) throw new CausalException("There is no notebook in " + String.join(", ", files));
        int failed = 0;
        for (Path file : notebooks) {
            NotebookCheck.Result result = NotebookCheck.check(file, runner(), NotebookRunner.Progress.SILENT);
            String time = Terminal.seconds(result.run().time());
            out.println(
                    (result.passed() ? "✓ " : "✗ ") + time + "  " + result.run().cells() + " cells  " + file);
            result.varying()
                    .forEach(cell -> out.println("    cell " + cell.number() + " is not compared: "
                            + cell.ours("varies").orElseThrow()));
            result.differences().forEach(difference -> out.println("  " + difference.text()));
            result.run().failure().ifPresent(this::report);
            if (!result.passed()) failed++;
        }
        out.println(
                failed == 0
                        ? "Every notebook shows what is saved in it: " + notebooks.size()
                        : "Notebooks that failed or show something else: " + failed + " of " + notebooks.size()
                                + " (when the new values are right: ./causerie run NOTEBOOK --save)");
        return failed == 0 ? 0 : 1;
    }

    private List<Path> notebooks() {
        List<Path> found = new ArrayList<>();
        for (String file : files) {
            try (Stream<Path> walk = Files.walk(Path.of(file))) {
                walk.filter(path -> path.toString().endsWith(".ipynb"))
                        .filter(path -> !path.toString().contains(".ipynb_checkpoints"))
                        .sorted()
                        .forEach(found::add);
            } catch (IOException e) {
                throw new CausalException("There is no file or folder " + file, e);
            }
        }
        return found;
    }

    // Page

    private int page(Path file) {
        out.println(writePage(Notebook.read(file), file));
        return 0;
    }

    private Path writePage(Notebook notebook, Path file) {
        Path page = target(file, ".html");
        try {
            Files.writeString(page, HtmlPage.of(notebook, parent(file), name(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + page, e);
        }
        return page;
    }

    // Arguments

    private NotebookRunner runner() {
        Path spec =
                kernel.orElseThrow(() -> new CausalException("No kernel: give its kernelspec's folder after --kernel"));
        return NotebookRunner.with(KernelSpec.read(spec)).timeout(timeout);
    }

    private Path one() {
        if (files.size() == 1) return Path.of(files.get(0));
        throw new CausalException("One notebook is wanted, " + files.size() + " were given: " + files);
    }

    /** A file of the same name in the folder for what is made here, never the notebook itself. */
    private Path target(Path file, String ending) {
        try {
            Path target = Files.createDirectories(folder.toAbsolutePath()).resolve(name(file) + ending);
            if (Files.exists(target) && Files.isSameFile(target, file)) {
                throw new CausalException("The results would overwrite " + file + ": give another folder after --out");
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write into " + folder, e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.ipynb$", "");
    }

    private static Path parent(Path file) {
        return file.toAbsolutePath().getParent();
    }

    private static Duration seconds(String text) {
        try {
            return Duration.ofSeconds(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new CausalException("--timeout wants whole seconds, not \"" + text + "\"", e);
        }
    }

    private static String next(Deque<String> args, String what) {
        if (args.isEmpty()) throw new CausalException("Missing: " + what);
        return args.pop();
    }
}
