// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Tells on a terminal how a run goes: a line per cell, its headings between them. */
final class Terminal implements NotebookRunner.Progress {
    private static final int WIDTH = 60;

    private final PrintStream out;
    private final boolean live;
    private final List<Cell> cells;
    private int told;

    /**
     * @param live whether the line of the running cell may be written over when it is done
     * @param notebook whose headings are told
     */
    Terminal(PrintStream out, boolean live, Notebook notebook) {
        this.out = out;
        this.live = live;
        this.cells = notebook.cells();
    }

    @Override
    public void ready(Duration time) {
        out.println("Kernel ready in " + seconds(time));
    }

    @Override
    public void begin(Cell cell, int position, int count) {
        for (; told < cell.number(); told++) {
            Cell above = cells.get(told);
            if (above.isMarkdown())
                above.source().lines().filter(Terminal::isHeading).forEach(this::heading);
        }
        if (!live) return;
        out.print(line(cell, position, count, "…", "       "));
        out.flush();
    }

    @Override
    public void end(Cell cell, int position, int count, boolean ok, Duration time) {
        out.println((live ? "\r" : "") + line(cell, position, count, ok ? "✓" : "✗", seconds(time)));
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%5.2f s", time.toMillis() / 1000.0);
    }

    private static boolean isHeading(String line) {
        return line.matches("#{2,3} .*");
    }

    private void heading(String line) {
        out.println();
        out.println(line.replaceFirst("^#+\\s*", ""));
    }

    private static String line(Cell cell, int position, int count, String mark, String time) {
        int digits = Integer.toString(count).length();
        String first = cell.source()
                .lines()
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("")
                .strip();
        String shown = first.length() <= WIDTH ? first : first.substring(0, WIDTH - 1) + "…";
        return String.format(
                        Locale.ROOT,
                        "  %" + digits + "d/%d %s %s  %-" + WIDTH + "s",
                        position,
                        count,
                        mark,
                        time,
                        shown)
                .stripTrailing();
    }
}
