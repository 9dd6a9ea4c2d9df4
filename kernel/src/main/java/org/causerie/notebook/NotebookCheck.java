// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Runs a notebook again and tells where it fails or shows something else than what is saved in it.
 *
 * <p>Texts, numbers, tables, formulas and SVG pictures are compared to the last character, PNG and JPEG
 * pictures by being there. Progress bars do not count. A cell whose values have to differ, because they tell
 * of the machine, says so in its metadata: {@code "causerie": {"varies": "why"}}; such cells are reported.
 */
public final class NotebookCheck {
    private NotebookCheck() {}

    /**
     * One thing that is not as saved.
     *
     * @param what the stream or the MIME type, or what is missing
     */
    public record Difference(Cell cell, String what, String saved, String found) {
        /** In words, with the first line that differs. */
        public String text() {
            List<String> before = saved.lines().toList();
            List<String> after = found.lines().toList();
            int line = 0;
            while (line < Math.min(before.size(), after.size())
                    && before.get(line).equals(after.get(line))) line++;
            String where = before.size() > 1 || after.size() > 1 ? ", line " + (line + 1) : "";
            return "cell " + cell.number() + ", " + what + where + "\n    saved: " + at(before, line) + "\n    found: "
                    + at(after, line);
        }

        private static String at(List<String> lines, int line) {
            if (line >= lines.size()) return "(nothing)";
            String text = lines.get(line);
            return text.length() <= 200 ? text : text.substring(0, 200) + "…";
        }
    }

    /**
     * What a check found.
     *
     * @param varying the cells that were not compared because they say that they vary
     */
    public record Result(NotebookRunner.Run run, List<Difference> differences, List<Cell> varying) {
        public boolean passed() {
            return run.failure().isEmpty() && differences.isEmpty();
        }
    }

    /** Runs the notebook in a file again, in its folder. */
    public static Result check(Path file, NotebookRunner runner, NotebookRunner.Progress progress) {
        Notebook saved = Notebook.read(file);
        NotebookRunner.Run run = runner.run(saved, file.toAbsolutePath().getParent(), progress);
        List<Cell> varying =
                saved.cells().stream().filter(NotebookCheck::varies).toList();
        if (run.failure().isPresent()) return new Result(run, List.of(), varying);
        return new Result(run, compare(saved, run.notebook()), varying);
    }

    /** What differs between two runs of the same cells. */
    static List<Difference> compare(Notebook saved, Notebook found) {
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < saved.cells().size(); i++) {
            Cell before = saved.cells().get(i);
            Cell after = found.cells().get(i);
            if (!before.isRunnable() || varies(before)) continue;
            if (before.executionCount().isEmpty()) {
                differences.add(new Difference(before, "never run and saved", "", first(after)));
                continue;
            }
            compareStream("stdout", before, after, differences);
            compareStream("stderr", before, after, differences);
            compareValues(before, after, differences);
        }
        return differences;
    }

    private static boolean varies(Cell cell) {
        return cell.ours("varies").isPresent();
    }

    /** Pieces of the two streams may interleave in another way; each of them has to be the same. */
    private static void compareStream(String name, Cell before, Cell after, List<Difference> differences) {
        same(before, name, streamed(name, before), streamed(name, after), differences);
    }

    private static String streamed(String name, Cell cell) {
        StringBuilder all = new StringBuilder();
        for (Output output : cell.outputs()) {
            if (output.isStream() && output.text("name").equals(name)) all.append(output.text("text"));
        }
        return all.toString();
    }

    private static void compareValues(Cell before, Cell after, List<Difference> differences) {
        List<Output> saved = shown(before);
        List<Output> found = shown(after);
        for (int i = 0; i < Math.max(saved.size(), found.size()); i++) {
            if (i >= saved.size()) {
                differences.add(new Difference(before, "a value that is not saved", "", name(found.get(i))));
            } else if (i >= found.size()) {
                differences.add(new Difference(before, "a value that is no longer shown", name(saved.get(i)), ""));
            } else {
                compare(before, saved.get(i), found.get(i), differences);
            }
        }
    }

    private static void compare(Cell cell, Output saved, Output found, List<Difference> differences) {
        same(cell, "kind of output", saved.type(), found.type(), differences);
        if (!saved.type().equals(found.type())) return;
        if (saved.isError()) {
            same(cell, "error", name(saved), name(found), differences);
            return;
        }
        TreeSet<String> types = new TreeSet<>(saved.types());
        types.addAll(found.types());
        for (String type : types) {
            Optional<String> before = saved.data(type);
            Optional<String> after = found.data(type);
            boolean pixels = type.startsWith("image/") && !type.contains("svg");
            if (before.isEmpty() || after.isEmpty()) {
                same(cell, type, before.orElse("(not there)"), after.orElse("(not there)"), differences);
            } else if (!pixels) {
                same(cell, type, before.get(), after.get(), differences);
            }
        }
    }

    private static List<Output> shown(Cell cell) {
        return cell.outputs().stream()
                .filter(output -> !output.isStream() && !output.isProgress())
                .toList();
    }

    private static String first(Cell cell) {
        return cell.outputs().stream().findFirst().map(NotebookCheck::name).orElse("");
    }

    private static String name(Output output) {
        if (output.isError()) return output.text("ename") + ": " + output.text("evalue");
        if (output.isStream()) return output.text("text");
        return output.data("text/plain").orElseGet(() -> output.types().toString());
    }

    private static void same(Cell cell, String what, String saved, String found, List<Difference> differences) {
        if (!saved.equals(found)) differences.add(new Difference(cell, what, saved, found));
    }
}
