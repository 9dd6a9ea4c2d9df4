// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Helps with writing a cell: how a word may go on, what it means, whether the cell is complete. */
final class Assistant {
    private static final Pattern MAGIC = Pattern.compile("(?:^|\n)[ \t]*(%%?)(\\w*)$");
    private static final Pattern CELL_START = Pattern.compile("\\s*%%");

    private final Session session;
    private final Magics magics;
    private boolean sourcesGiven;

    Assistant(Session session, Magics magics) {
        this.session = session;
        this.magics = magics;
    }

    /**
     * Words that may stand in place of what lies between {@code start} and the cursor.
     *
     * @param words best first
     * @param start where they start, in UTF-16 units
     */
    record Completion(List<String> words, int start) {}

    Completion complete(String code, int cursor) {
        String before = code.substring(0, cursor);
        Matcher magic = MAGIC.matcher(before);
        if (magic.find()) return magics(magic);
        String java = magics.blank(before);
        Completion whole = complete(java);
        if (!whole.words().isEmpty()) return whole;
        int last = lastSnippet(java);
        Completion part = complete(java.substring(last));
        return new Completion(part.words(), part.start() + last);
    }

    private Completion complete(String java) {
        int[] start = new int[1];
        List<Suggestion> suggestions = session.analysis().completionSuggestions(java, java.length(), start);
        Stream<Suggestion> fitting = suggestions.stream().filter(Suggestion::matchesType);
        Stream<Suggestion> others = suggestions.stream().filter(suggestion -> !suggestion.matchesType());
        List<String> words = Stream.concat(fitting, others)
                .map(Suggestion::continuation)
                .distinct()
                .toList();
        return new Completion(words, start[0]);
    }

    private Completion magics(Matcher written) {
        boolean ofCell = written.group(1).equals("%%");
        List<String> words = (ofCell
                        ? magics.registry().getCellMagicNames()
                        : magics.registry().getLineMagicNames())
                .stream()
                        .filter(name -> name.startsWith(written.group(2)))
                        .sorted()
                        .map(name -> written.group(1) + name)
                        .toList();
        return new Completion(words, written.start(1));
    }

    /** Where the snippet starts that is still being written. */
    private int lastSnippet(String java) {
        String rest = java;
        CompletionInfo next = session.analysis().analyzeCompletion(rest);
        while (next.completeness().isComplete() && !next.remaining().isBlank()) {
            rest = next.remaining();
            next = session.analysis().analyzeCompletion(rest);
        }
        return java.length() - rest.length();
    }

    // Documentation

    /** Signatures and documentation of what stands at the cursor, where anything is known. */
    Optional<String> inspect(String code, int cursor) {
        String java = magics.blank(code);
        int end = cursor;
        while (end < java.length() && Character.isJavaIdentifierPart(java.charAt(end))) end++;
        int open = end;
        while (open < java.length() && java.charAt(open) == ' ') open++;
        if (open < java.length() && java.charAt(open) == '(') end = open + 1;
        giveSources();
        SourceCodeAnalysis analysis = session.analysis();
        List<Documentation> found = analysis.documentation(java, end, true);
        if (found.isEmpty()) found = analysis.documentation(java.substring(0, end) + "(", end + 1, true);
        if (found.isEmpty()) {
            int last = lastSnippet(java.substring(0, end));
            found = analysis.documentation(java.substring(last), end - last, true);
        }
        if (found.isEmpty()) return Optional.empty();
        StringBuilder text = new StringBuilder();
        for (Documentation one : found) {
            if (!text.isEmpty()) text.append("\n\n");
            text.append(one.signature());
            if (one.javadoc() != null)
                text.append('\n').append(Javadoc.text(one.javadoc()).indent(4).stripTrailing());
        }
        return Optional.of(text.toString());
    }

    /** Lets JShell find the library's sources beside those of Java; it has no public way to say where they are. */
    private void giveSources() {
        if (sourcesGiven) return;
        sourcesGiven = true;
        String sources = System.getProperty("causerie.sources", "");
        if (sources.isEmpty()) return;
        try {
            SourceCodeAnalysis analysis = session.analysis();
            Method find = analysis.getClass().getDeclaredMethod("findSources");
            find.setAccessible(true);
            List<Path> all = new ArrayList<>();
            for (Object known : (List<?>) find.invoke(analysis)) all.add((Path) known);
            all.add(Path.of(sources));
            Field field = analysis.getClass().getDeclaredField("availableSources");
            field.setAccessible(true);
            field.set(analysis, all);
        } catch (ReflectiveOperationException | RuntimeException e) {
            Main.log("the library's documentation cannot be shown: " + e);
        }
    }

    // Completeness

    /** {@code complete}, {@code invalid}, or the indentation with which the next line should start. */
    String isComplete(String code) {
        if (CELL_START.matcher(code).lookingAt()) return JavaKernel.IS_COMPLETE_YES;
        String java = magics.blank(code);
        SourceCodeAnalysis analysis = session.analysis();
        CompletionInfo next = analysis.analyzeCompletion(java);
        while (next.completeness().isComplete() && next.completeness() != Completeness.UNKNOWN) {
            next = analysis.analyzeCompletion(next.remaining());
        }
        Lexer.Inside end = Lexer.at(java, java.length());
        boolean open = end == Lexer.Inside.TEXT_BLOCK || end == Lexer.Inside.COMMENT;
        if (end == Lexer.Inside.STRING || end == Lexer.Inside.CHARACTER) return JavaKernel.IS_COMPLETE_BAD;
        if (next.completeness() == Completeness.EMPTY && !open) return JavaKernel.IS_COMPLETE_YES;
        if (next.completeness() == Completeness.UNKNOWN && !open) return JavaKernel.IS_COMPLETE_BAD;
        return open ? "" : indentation(code);
    }

    private static String indentation(String code) {
        String line = code.stripTrailing();
        line = line.substring(line.lastIndexOf('\n') + 1);
        String blank = line.substring(0, line.length() - line.stripLeading().length());
        return line.endsWith("{") || line.endsWith("(") || line.endsWith(",") ? blank + "    " : blank;
    }
}
