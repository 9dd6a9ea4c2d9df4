// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** The Java session behind a notebook: evaluates cells one snippet after the other and keeps their variables. */
final class Session {
    /** How many values of earlier cells stay reachable as {@code $1}, {@code $2}, … */
    private static final int KEPT_VALUES = 20;

    private final CellExecution execution;
    private final CellLoader loader;
    private final Sources sources = new Sources();
    private final Errors errors = new Errors(sources);
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Deque<VarSnippet> values = new ArrayDeque<>();
    private JShell shell;
    private SourceCodeAnalysis analysis;

    Session(CellLoader loader, CellExecution execution) {
        this.loader = loader;
        this.execution = execution;
    }

    /** Builds the session; whoever needs it waits until then. */
    void boot(Startup startup) {
        try {
            shell = build(startup);
            analysis = shell.sourceCodeAnalysis();
            for (Sources.Cell script : startup.scripts()) {
                execution.begin(script.name());
                try {
                    evaluate(script, script.code());
                } catch (CellError e) {
                    Main.log(e.getMessage());
                } finally {
                    execution.end();
                }
            }
        } finally {
            ready.countDown();
        }
    }

    private JShell build(Startup startup) {
        String classPath = System.getProperty("java.class.path");
        System.setProperty("java.class.path", System.getProperty(ApiFolder.PROPERTY, classPath));
        try {
            JShell built = JShell.builder()
                    .executionEngine(execution, Map.of())
                    .compilerOptions(startup.compilerOptions())
                    .build();
            startup.classPath().forEach(built::addToClasspath);
            importAll(built, startup.imports());
            return built;
        } finally {
            System.setProperty("java.class.path", classPath);
        }
    }

    /**
     * Imports of packages as one snippet, for JShell takes a while for each; one by one where a package is not
     * there. JShell knows the snippet by its first import, which should be one that no cell repeats.
     */
    private static void importAll(JShell shell, List<String> imports) {
        List<String> packages =
                imports.stream().filter(line -> line.endsWith(".*;")).toList();
        Status status = shell.eval(String.join(" ", packages)).get(0).status();
        if (status != Status.VALID) packages.forEach(shell::eval);
        imports.stream().filter(line -> !line.endsWith(".*;")).forEach(shell::eval);
    }

    /** Lets a type of the user's own take the place of one imported under the same name. */
    private void dropImportOf(String type) {
        List<ImportSnippet> same = shell.imports()
                .filter(i -> i.subKind() == SubKind.SINGLE_TYPE_IMPORT_SUBKIND
                        && i.fullname().endsWith("." + type))
                .toList();
        same.forEach(shell::drop);
    }

    /** What JShell knows of code; waits until the session is built. */
    SourceCodeAnalysis analysis() {
        try {
            ready.await();
            return analysis;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the session was ready", e);
        }
    }

    Errors errors() {
        return errors;
    }

    ClassLoader loader() {
        return loader;
    }

    /** Makes the classes at this path known to cells. */
    void addToClassPath(String path) {
        shell.addToClasspath(path);
    }

    // Evaluation

    /**
     * Evaluates a cell, of which {@code java} is the code without magics.
     *
     * @return the value of the last snippet, when it is an expression without a semicolon
     * @throws CellError when it cannot be compiled, throws or is interrupted
     */
    Optional<Object> evaluate(Sources.Cell cell, String java) {
        Optional<Object> value = Optional.empty();
        List<DeclarationSnippet> declared = new ArrayList<>();
        String rest = java;
        CompletionInfo next = analysis.analyzeCompletion(rest);
        while (next.completeness() != Completeness.EMPTY) {
            boolean usable =
                    next.completeness().isComplete() || next.completeness() == Completeness.CONSIDERED_INCOMPLETE;
            String source = (usable ? next.source() : rest).stripLeading();
            String after = next.completeness().isComplete() ? next.remaining() : "";
            int offset = java.length() - rest.stripLeading().length();
            value = snippet(cell, java, offset, source, declared);
            String written =
                    java.substring(offset, java.length() - after.length()).stripTrailing();
            if (written.endsWith(";")) value = Optional.empty();
            rest = after;
            next = analysis.analyzeCompletion(rest);
        }
        checkDeclared(declared);
        return value;
    }

    private Optional<Object> snippet(
            Sources.Cell cell, String java, int offset, String source, List<DeclarationSnippet> declared) {
        int line =
                (int) java.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
        try {
            execution.checkInterrupted();
        } catch (CellExecution.Interrupted e) {
            throw errors.interrupted(e);
        }
        List<SnippetEvent> events = shell.eval(source);
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null) sources.add(event.snippet(), new Sources.Place(cell, line));
        }
        Optional<Object> value = Optional.empty();
        for (SnippetEvent event : events) {
            if (event.exception() != null) throw failure(event.exception());
            if (event.causeSnippet() != null) {
                changed(event);
            } else if (event.status() == Status.REJECTED) {
                throw errors.compile(shell.diagnostics(event.snippet()).toList(), cell, java, offset);
            } else {
                if (event.snippet() instanceof DeclarationSnippet declaration) declared.add(declaration);
                if (event.snippet() instanceof TypeDeclSnippet type) dropImportOf(type.name());
                value = value(event.snippet());
            }
        }
        return value;
    }

    private CellError failure(JShellException exception) {
        if (exception instanceof EvalException e
                && e.getExceptionClassName().equals(CellExecution.Interrupted.class.getName())) {
            try {
                execution.checkInterrupted();
            } catch (CellExecution.Interrupted interruption) {
                return errors.interrupted(interruption);
            }
        }
        return errors.thrown(exception, execution.thrown(), shell);
    }

    /** What a snippet did to an earlier one. */
    private void changed(SnippetEvent event) {
        if (!(event.snippet() instanceof VarSnippet variable)) return;
        if (event.status() == Status.OVERWRITTEN) {
            loader.forgetEarlier(variable.name());
        } else if (event.status() == Status.VALID && event.previousStatus() == Status.VALID) {
            System.err.println(variable.name() + " was reset, because what it was made with has changed");
        }
    }

    private Optional<Object> value(Snippet snippet) {
        if (snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND && snippet instanceof VarSnippet variable) {
            values.addLast(variable);
            if (values.size() > KEPT_VALUES) {
                VarSnippet oldest = values.removeFirst();
                shell.drop(oldest);
                loader.forgetAll(oldest.name());
            }
        }
        return switch (snippet.subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> execution.value();
            default -> Optional.empty();
        };
    }

    /** Declarations may use what a later snippet declares, but at the end of the cell they must be usable. */
    private void checkDeclared(List<DeclarationSnippet> declared) {
        for (DeclarationSnippet snippet : declared) {
            Status status = shell.status(snippet);
            if (status == Status.RECOVERABLE_NOT_DEFINED) {
                throw errors.unresolved(snippet, shell, sources.start(snippet));
            }
            if (status == Status.RECOVERABLE_DEFINED) {
                System.err.println(
                        snippet.name() + " can be used once " + Errors.missing(snippet, shell) + " is declared");
            }
        }
    }
}
