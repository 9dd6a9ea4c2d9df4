// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.causerie.kernel.KernelUnderTest.Outcome;
import org.causerie.notebook.Message;
import org.causerie.notebook.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Running cells: values, output, errors, and what the protocol says of order and counting. */
class ExecutionProtocolTest {
    private static KernelUnderTest kernel;

    @BeforeAll
    static void start() {
        kernel = new KernelUnderTest();
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    @Test
    void theLastExpressionWithoutSemicolonIsTheResult() {
        assertThat(kernel.run("1 + 1").text()).isEqualTo("2");
        assertThat(kernel.run("int seven = 7; seven").text()).isEqualTo("7");
        assertThat(kernel.run("int eight = 8;\neight // eight").text()).isEqualTo("8");
        assertThat(kernel.run("seven;").all("execute_result")).isEmpty();
        assertThat(kernel.run("  // nothing\n").status()).isEqualTo("ok");
    }

    @Test
    void messagesOfACellComeInTheOrderOfTheProtocol() {
        Outcome outcome = kernel.run("System.out.print(\"a\"); display(\"b\"); System.err.print(\"c\"); \"d\"");
        assertThat(outcome.published().stream().map(Message::type).toList())
                .containsExactly(
                        "status", "execute_input", "stream", "display_data", "stream", "execute_result", "status");
        assertThat(outcome.printed("stdout")).isEqualTo("a");
        assertThat(outcome.printed("stderr")).isEqualTo("c");
        assertThat(outcome.published().get(0).text("execution_state")).isEqualTo("busy");
        assertThat(outcome.published().get(6).text("execution_state")).isEqualTo("idle");
        assertThat(outcome.published())
                .allMatch(m -> m.parentId().equals(outcome.reply().parentId()));
    }

    @Test
    void countsOnlyWhatIsStoredAndKeepsSilentCellsSilent() {
        int count = kernel.run("\"counted\"")
                .reply()
                .content()
                .get("execution_count")
                .getAsInt();
        Outcome unstored = kernel.run("\"unstored\"", Map.of("store_history", false));
        Outcome silent = kernel.run("int quiet = 5; System.out.println(quiet); quiet", Map.of("silent", true));
        Outcome next = kernel.run("quiet", Map.of());
        assertThat(unstored.text()).isEqualTo("unstored");
        assertThat(silent.published().stream().map(Message::type)).containsOnly("status");
        assertThat(silent.status()).isEqualTo("ok");
        assertThat(next.text()).isEqualTo("5");
        assertThat(next.reply().content().get("execution_count").getAsInt()).isEqualTo(count + 1);
        assertThat(next.only("execute_result").content().get("execution_count").getAsInt())
                .isEqualTo(count + 1);
    }

    @Test
    void userExpressionsAreEvaluatedEachForItself() {
        JsonObject asked = JsonParser.parseString("{\"good\": \"2 * 21\", \"bad\": \"nothingOfTheKind\"}")
                .getAsJsonObject();
        JsonObject values = kernel.run("int some = 1;", Map.of("user_expressions", asked))
                .reply()
                .content()
                .getAsJsonObject("user_expressions");
        JsonObject good = values.getAsJsonObject("good");
        assertThat(good.get("status").getAsString()).isEqualTo("ok");
        assertThat(good.getAsJsonObject("data").get("text/plain").getAsString()).isEqualTo("42");
        assertThat(values.getAsJsonObject("bad").get("status").getAsString()).isEqualTo("error");
    }

    @Test
    void cellsQueuedBehindAFailedOneAreAborted() {
        Request failing = kernel.client().submit("Thread.sleep(300); throw new IllegalStateException(\"stop here\");");
        Request second = kernel.client().submit("int afterwards = 1;");
        Request question = kernel.client().request(Message.Channel.SHELL, "kernel_info_request", new JsonObject());
        Request third = kernel.client().submit("afterwards");
        assertThat(KernelUnderTest.finish(failing).status()).isEqualTo("error");
        Outcome aborted = KernelUnderTest.finish(second);
        assertThat(aborted.status()).isEqualTo("aborted");
        assertThat(aborted.all("execute_input")).isEmpty();
        assertThat(KernelUnderTest.finish(question).status()).isEqualTo("ok");
        assertThat(KernelUnderTest.finish(third).status()).isEqualTo("aborted");
        assertThat(kernel.run("\"on\"").text()).isEqualTo("on");
    }

    @Test
    void cellsBehindAFailedOneRunWhereThatIsAskedFor() {
        Request failing = kernel.client().submit("Thread.sleep(300); int zero = 1 / 0;", false);
        Request second = kernel.client().submit("\"ran\"");
        assertThat(KernelUnderTest.finish(failing).status()).isEqualTo("error");
        assertThat(KernelUnderTest.finish(second).text()).isEqualTo("ran");
    }

    @Test
    void ownTypesTakeThePlaceOfImportedOnes() {
        assertThat(kernel.run("Table.create(\"t\").rowCount()").text()).isEqualTo("0");
        assertThat(kernel.run("record Table(int legs) { }\nnew Table(4).legs()").text())
                .isEqualTo("4");
        assertThat(kernel.run("new Table(3).legs()").text()).isEqualTo("3");
        assertThat(kernel.run("import java.io.*;\nimport java.util.*;\nList.of(Dag.of(\"A -> B\")).size()")
                        .text())
                .isEqualTo("1");
    }

    // Errors

    @Test
    void compileErrorsShowTheLineWithACaret() {
        Outcome outcome = kernel.run("int fine = 1;\n\n  int wrong = fine + missing;");
        assertThat(outcome.reply().text("ename")).isEqualTo("CompileError");
        assertThat(outcome.reply().text("evalue")).isEqualTo("cannot find symbol");
        assertThat(outcome.traceback()).contains("""
                      int wrong = fine + missing;
                                         ^^^^^^^
                """.stripTrailing()).contains(", line 3:");
        assertThat(kernel.run("if (true").traceback())
                .contains("reached end of file")
                .contains("^");
        assertThat(kernel.run("class Half { int f() { return undefinedName; } }\nnew Half().f()")
                        .status())
                .isEqualTo("error");
    }

    @Test
    void exceptionsShowTheFramesOfTheUserByCellAndLine() {
        int count = kernel.run("int half(int n) {\n    return 10 / n;\n}")
                .reply()
                .content()
                .get("execution_count")
                .getAsInt();
        Outcome outcome = kernel.run("int n = 0;\nList.of(1).forEach(i -> half(n));");
        assertThat(outcome.reply().text("ename")).isEqualTo("ArithmeticException");
        assertThat(outcome.traceback())
                .contains("java.lang.ArithmeticException: / by zero")
                .contains("at cell " + count + ", line 2 in half:  return 10 / n;")
                .contains("at cell " + (count + 1) + ", line 2");
        Outcome caused = kernel.run("throw new RuntimeException(\"outer\", new java.io.IOException(\"inner\"));");
        assertThat(caused.traceback()).contains("outer").contains("Caused by: java.io.IOException: inner");
        assertThat(kernel.run("throw new CausalException(\"say it\");").traceback())
                .startsWith("CausalException: say it\n    at cell ");
    }

    @Test
    void whatIsNotDeclaredYetIsToldAndMayFollow() {
        assertThat(kernel.run("int early() { return late() + 1; }").printed("stderr"))
                .contains("late()");
        assertThat(kernel.run("early()").traceback())
                .contains("early cannot run")
                .contains("late()");
        assertThat(kernel.run("int late() { return 1; }").status()).isEqualTo("ok");
        assertThat(kernel.run("early()").text()).isEqualTo("2");
        assertThat(kernel.run("NoSuchType thing;").status()).isEqualTo("error");
    }

    @Test
    void exitDoesNotEndTheSession() {
        kernel.run("int kept = 11;");
        for (String exit :
                List.of("System.exit(3)", "Runtime.getRuntime().halt(3);", "IntStream.of(3).forEach(System::exit);")) {
            assertThat(kernel.run(exit).traceback()).contains("would end the session");
        }
        assertThat(kernel.run("kept").text()).isEqualTo("11");
    }

    @Test
    void stackOverflowLeavesTheSessionAlive() {
        Outcome outcome = kernel.run("int deep(int n) { return deep(n + 1) + 1; }\ndeep(0)");
        assertThat(outcome.reply().text("ename")).isEqualTo("StackOverflowError");
        assertThat(outcome.traceback().lines().count()).isLessThan(30);
        assertThat(kernel.run("40 + 2").text()).isEqualTo("42");
    }

    // Output

    @Test
    void outputStreamsWhileTheCellRuns() {
        long[] first = new long[1];
        Request request = kernel.client().submit("System.out.println(\"now\"); Thread.sleep(1500);");
        request.finish(KernelUnderTest.PATIENCE, message -> {
            if (message.type().equals("stream")) first[0] = System.nanoTime();
        });
        assertThat(System.nanoTime() - first[0]).isGreaterThan(500_000_000L);
    }

    @Test
    void floodsAreCutWithANotice() {
        Outcome outcome = kernel.run("for (int i = 0; i < 300_000; i++) System.out.println(\"line \" + i);");
        assertThat(outcome.printed("stdout").length()).isEqualTo(1 << 20);
        assertThat(outcome.printed("stderr")).contains("the output was cut here");
        assertThat(outcome.all("stream").size()).isLessThan(1000);
        assertThat(kernel.run("System.out.print(\"again\");").printed("stdout")).isEqualTo("again");
    }

    @Test
    void linesOfManyThreadsAreNotTorn() {
        Outcome outcome = kernel.run("""
                IntStream.range(0, 8).mapToObj(t -> new Thread(() -> {
                    for (int i = 0; i < 500; i++) System.out.println("thread " + t + " says ünïcode " + i);
                })).peek(Thread::start).toList().forEach(t -> { try { t.join(); } catch (InterruptedException e) { } });
                """);
        List<String> lines = outcome.printed("stdout").lines().toList();
        assertThat(lines).hasSize(4000).allMatch(line -> line.matches("thread \\d says ünïcode \\d+"));
        Map<String, List<String>> byThread = lines.stream().collect(Collectors.groupingBy(l -> l.substring(0, 8)));
        assertThat(byThread)
                .hasSize(8)
                .allSatisfy((thread, said) -> assertThat(said)
                        .isEqualTo(IntStream.range(0, 500)
                                .mapToObj(i -> thread + " says ünïcode " + i)
                                .toList()));
    }

    // Functions and magics

    @Test
    void displaysAreUpdatedInPlace() {
        Outcome outcome = kernel.run("String id = display(\"before\"); updateDisplay(id, \"after\"); show(1, 2);");
        JsonObject before = outcome.all("display_data").get(0).content();
        JsonObject after = outcome.only("update_display_data").content();
        assertThat(after.getAsJsonObject("transient")).isEqualTo(before.getAsJsonObject("transient"));
        assertThat(after.getAsJsonObject("data").get("text/plain").getAsString())
                .isEqualTo("after");
        assertThat(outcome.all("display_data")).hasSize(3);
        assertThat(kernel.run("display(\"<b>x</b>\", \"text/html\")")
                        .only("display_data")
                        .content()
                        .getAsJsonObject("data")
                        .get("text/html")
                        .getAsString())
                .isEqualTo("<b>x</b>");
        assertThat(kernel.run("render(5).getClass().getSimpleName()").text()).isEqualTo("DisplayData");
        assertThat(kernel.run("eval(\"6 * 7\")").text()).isEqualTo("42");
    }

    @Test
    void percentSignsThatAreNoMagicsStayWhatTheyAre() {
        assertThat(kernel.run("int rest = 17\n    % 5;\nrest").text()).isEqualTo("2");
        assertThat(kernel.run("String block = \"\"\"\n    %jars none\n    \"\"\";\nblock.strip()")
                        .text())
                .isEqualTo("%jars none");
        assertThat(kernel.run("%noSuchMagic x").status()).isEqualTo("error");
    }

    @Test
    void loadsScriptsAndNotebooks(@TempDir Path folder) throws Exception {
        Path script = folder.resolve("a script.jshell");
        Files.writeString(script, "int fromScript = 3;\nint tripled() { return 3 * fromScript; }");
        Path notebook = folder.resolve("book.ipynb");
        Files.writeString(notebook, """
                {"cells": [{"cell_type": "markdown", "source": ["words"]},
                 {"cell_type": "code", "source": ["int fromNotebook =\\n", " 5;"]},
                 {"cell_type": "code", "source": "int more = fromNotebook + 1;"}]}""");
        assertThat(kernel.run("%load \"" + script + "\"").status()).isEqualTo("ok");
        assertThat(kernel.run("%load " + notebook + "\ntripled() + more").text())
                .isEqualTo("15");
    }
}
