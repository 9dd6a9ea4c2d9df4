// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.UnresolvedReferenceException;
import org.causerie.CausalException;

/** Puts what went wrong in a cell into words: what, and in which line of which cell. */
final class Errors {
    private static final String RED = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";

    /** How many frames of libraries are shown above the cell's own, and how many of its own. */
    private static final int LIBRARY_FRAMES = 4;

    private static final int OWN_FRAMES = 12;

    private final Sources sources;

    Errors(Sources sources) {
        this.sources = sources;
    }

    // Compile errors

    /** What the compiler says of a snippet that starts at {@code offset} in the Java code of {@code cell}. */
    CellError compile(List<Diag> diagnostics, Sources.Cell cell, String java, int offset) {
        List<String> traceback = new ArrayList<>();
        for (Diag diagnostic : diagnostics) {
            if (!diagnostic.isError()) continue;
            String[] message = diagnostic.getMessage(Locale.ENGLISH).split("\\R", -1);
            int at = (int) Math.max(0, Math.min(java.length(), offset + diagnostic.getStartPosition()));
            int end = (int) Math.max(at + 1, Math.min(java.length(), offset + diagnostic.getEndPosition()));
            int line =
                    (int) java.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
            int column = at - (java.lastIndexOf('\n', at - 1) + 1);
            String text = cell.line(line);
            int width = Math.max(1, Math.min(end - at, text.length() - column));
            traceback.add(red("error: ") + message[0]);
            traceback.add("  " + new Sources.Place(cell, line) + ":");
            traceback.add("    " + text);
            traceback.add("    " + blank(text, column) + red("^".repeat(width)));
            for (int i = 1; i < message.length; i++) traceback.add("  " + message[i].strip());
        }
        String first = diagnostics.stream()
                .filter(Diag::isError)
                .findFirst()
                .map(d -> d.getMessage(Locale.ENGLISH).lines().findFirst().orElse(""))
                .orElse("the code cannot be compiled");
        return new CellError("CompileError", first, traceback);
    }

    /** Blanks as wide as the start of a line; its tabs stay tabs. */
    private static String blank(String line, int column) {
        return line.substring(0, Math.min(column, line.length())).replaceAll("[^\t]", " ");
    }

    /** A declaration that cannot be used because of what it names. */
    CellError unresolved(DeclarationSnippet snippet, JShell shell, Sources.Place place) {
        String missing = missing(snippet, shell);
        String message = snippet.name() + " cannot be declared: " + missing + " is not known";
        return new CellError(
                "CompileError",
                message,
                List.of(
                        red("error: ") + message,
                        "  " + place + ":",
                        "    " + place.cell().line(place.line())));
    }

    /** What a declaration needs and is not there. */
    static String missing(DeclarationSnippet snippet, JShell shell) {
        return shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
    }

    // Exceptions

    /** An exception that code in a cell let through. */
    CellError thrown(JShellException translated, Optional<Throwable> original, JShell shell) {
        if (translated instanceof UnresolvedReferenceException unresolved) {
            DeclarationSnippet snippet = unresolved.getSnippet();
            String message = snippet.name() + " cannot run: " + missing(snippet, shell) + " is not known";
            return new CellError("UnresolvedReference", message, List.of(red("error: ") + message));
        }
        List<String> traceback = new ArrayList<>();
        String start = "";
        for (Throwable at = translated; at != null; at = at.getCause()) {
            boolean spoken = isSpoken(at);
            traceback.add(start + headline(at, spoken));
            frames(at.getStackTrace(), traceback, spoken ? 0 : LIBRARY_FRAMES);
            if (spoken) break;
            start = "Caused by: ";
        }
        String name = translated instanceof EvalException e ? simple(e.getExceptionClassName()) : "Error";
        return new CellError(name, message(translated), withAdvice(traceback, original));
    }

    /** Whether an exception's message says all there is to say. */
    private static boolean isSpoken(Throwable thrown) {
        return thrown instanceof EvalException e
                && (e.getExceptionClassName().equals(CausalException.class.getName())
                        || e.getExceptionClassName().equals(ExitGuard.ExitRefused.class.getName()));
    }

    private static String headline(Throwable thrown, boolean spoken) {
        String name = thrown instanceof EvalException e
                ? e.getExceptionClassName()
                : thrown.getClass().getName();
        String message = message(thrown);
        return red(spoken ? simple(name) : name) + (message.isEmpty() ? "" : ": " + message);
    }

    private static String message(Throwable thrown) {
        return Optional.ofNullable(thrown.getMessage()).orElse("");
    }

    private void frames(StackTraceElement[] frames, List<String> traceback, int libraryFrames) {
        int library = 0;
        int skipped = 0;
        int own = 0;
        for (StackTraceElement frame : frames) {
            Optional<Sources.Place> place = sources.place(frame);
            if (place.isPresent() && own < OWN_FRAMES) {
                if (skipped > 0 && libraryFrames > 0) traceback.add("    … " + skipped + " more");
                skipped = 0;
                own++;
                String method = frame.getMethodName().isEmpty() ? "" : " in " + frame.getMethodName();
                String line = place.get().cell().line(place.get().line()).strip();
                traceback.add("    at " + place.get() + method + ":  " + line);
            } else if (place.isEmpty() && own == 0 && library < libraryFrames && !internal(frame)) {
                library++;
                traceback.add("    at " + frame);
            } else {
                skipped++;
            }
        }
        if (own == OWN_FRAMES && skipped > 0) traceback.add("    … " + skipped + " more");
    }

    private static boolean internal(StackTraceElement frame) {
        return frame.getClassName().startsWith("java.lang.invoke.")
                || frame.getClassName().startsWith("jdk.internal.")
                || frame.getClassName().startsWith("org.causerie.kernel.");
    }

    private static List<String> withAdvice(List<String> traceback, Optional<Throwable> original) {
        if (original.orElse(null) instanceof OutOfMemoryError) {
            long megabytes = Runtime.getRuntime().maxMemory() >> 20;
            traceback.add("The session goes on. Set variables that hold much to null, or give Java more than the "
                    + megabytes + " MB it may use now: JDK_JAVA_OPTIONS=-Xmx8g before Jupyter is started.");
        }
        return traceback;
    }

    /** A cell stopped from outside. */
    CellError interrupted(CellExecution.Interrupted interruption) {
        List<String> traceback = new ArrayList<>(
                List.of(red("Interrupted") + ": " + interruption.getMessage() + "; all variables are kept"));
        interruption.lastWords().lines().forEach(traceback::add);
        if (interruption.abandoned()) {
            traceback.add("The cell was in library code that does not stop when asked; "
                    + "its thread was left to end in the background.");
        }
        return new CellError("Interrupted", interruption.getMessage(), traceback);
    }

    /** Anything that went wrong outside a cell's own code, such as in showing its value. */
    CellError other(Throwable thrown) {
        String message = message(thrown);
        List<String> traceback =
                new ArrayList<>(List.of(red(thrown.getClass().getName()) + (message.isEmpty() ? "" : ": " + message)));
        frames(thrown.getStackTrace(), traceback, LIBRARY_FRAMES);
        return new CellError(thrown.getClass().getSimpleName(), message, withAdvice(traceback, Optional.of(thrown)));
    }

    private static String simple(String className) {
        return className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
    }

    private static String red(String text) {
        return RED + text + PLAIN;
    }
}
