// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import com.google.gson.JsonArray;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.causerie.CausalException;

/**
 * Runs a notebook from its first cell to its last through a kernel, as "Run All" does, and stops at the first
 * cell that fails.
 *
 * @param spec how the kernel is started
 * @param timeout for the whole notebook
 */
public record NotebookRunner(KernelSpec spec, Duration timeout) {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final String STOPPED = "Stopped";

    /** A runner that gives a notebook ten minutes. */
    public static NotebookRunner with(KernelSpec spec) {
        return new NotebookRunner(spec, Duration.ofMinutes(10));
    }

    public NotebookRunner timeout(Duration timeout) {
        return new NotebookRunner(spec, timeout);
    }

    /** Hears how the run goes. */
    public interface Progress {
        Progress SILENT = new Progress() {};

        /** The kernel is ready and the first cell comes. */
        default void ready(Duration time) {}

        default void begin(Cell cell, int position, int count) {}

        default void end(Cell cell, int position, int count, boolean ok, Duration time) {}
    }

    /**
     * Where a run stopped.
     *
     * @param error what the cell failed with, or why it was stopped
     */
    public record Failure(Cell cell, Output error) {}

    /**
     * A finished run.
     *
     * @param notebook the notebook with the outputs of this run and no others
     * @param cells how many code cells ran
     */
    public record Run(Notebook notebook, int cells, Optional<Failure> failure, Duration time) {}

    /**
     * Runs every code cell.
     *
     * @param folder where the cells run: the notebook's own folder, as in Jupyter
     * @throws CausalException when the notebook is not in Java or the kernel does not start or stops
     */
    public Run run(Notebook notebook, Path folder, Progress progress) {
        String language = notebook.language();
        if (!language.isEmpty() && !language.equalsIgnoreCase("java")) {
            throw new CausalException("The notebook is written in " + language + "; this kernel runs Java");
        }
        long start = System.nanoTime();
        try (KernelClient kernel = KernelClient.start(spec, folder, false)) {
            progress.ready(since(start));
            return new Session(kernel, progress, start + timeout.toNanos()).run(notebook, start);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static final class Session {
        private final KernelClient kernel;
        private final Progress progress;
        private final long deadline;
        private final OutputArea area = new OutputArea();
        private final Map<Integer, OutputArea.Kept> kept = new LinkedHashMap<>();

        Session(KernelClient kernel, Progress progress, long deadline) {
            this.kernel = kernel;
            this.progress = progress;
            this.deadline = deadline;
        }

        Run run(Notebook notebook, long start) {
            List<Cell> code = notebook.cells().stream().filter(Cell::isRunnable).toList();
            Optional<Failure> failure = Optional.empty();
            for (int i = 0; i < code.size() && failure.isEmpty(); i++) {
                Cell cell = code.get(i);
                long begun = System.nanoTime();
                progress.begin(cell, i + 1, code.size());
                failure = run(cell);
                progress.end(cell, i + 1, code.size(), failure.isEmpty(), since(begun));
            }
            Map<Integer, Notebook.Ran> runs = new LinkedHashMap<>();
            kept.forEach((number, outputs) -> runs.put(number, outputs.ran()));
            return new Run(notebook.withRuns(runs), kept.size(), failure, since(start));
        }

        private Optional<Failure> run(Cell cell) {
            area.begin();
            Request request = kernel.submit(cell.source(), !cell.mayFail());
            Optional<Output> stopped = finish(request);
            OutputArea.Kept outputs = area.end();
            kept.put(cell.number(), outputs);
            Optional<Output> raised =
                    outputs.ran().outputs().stream().filter(Output::isError).findFirst();
            if (raised.isPresent() && cell.mayFail()) return Optional.empty();
            return stopped.filter(why -> why.text("ename").equals(STOPPED))
                    .or(() -> raised)
                    .or(() -> stopped)
                    .map(error -> new Failure(cell, error));
        }

        /** Waits for the cell's end; empty, or why it ended badly. */
        private Optional<Output> finish(Request request) {
            try {
                Message reply = request.finish(left(), area::published);
                return reply.text("status").equals("ok") ? Optional.empty() : Optional.of(failed(reply));
            } catch (CausalException e) {
                return Optional.of(stopped(late() ? interrupted(request) : e.getMessage()));
            }
        }

        private String interrupted(Request request) {
            String why = "The notebook was not done in its time; this cell was running.";
            try {
                kernel.interrupt();
                request.finish(GRACE, area::published);
                return why;
            } catch (CausalException e) {
                return why + " It did not answer the interrupt either.";
            }
        }

        private boolean late() {
            return left().isZero();
        }

        private Duration left() {
            return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        }

        private static Output failed(Message reply) {
            String name = reply.text("ename").isEmpty() ? reply.text("status") : reply.text("ename");
            return Output.error(name, reply.text("evalue"), new JsonArray());
        }

        private static Output stopped(String why) {
            return Output.error(STOPPED, why, new JsonArray());
        }
    }
}
