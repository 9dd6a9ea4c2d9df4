// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.causerie.kernel.KernelUnderTest.Interrupted;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stopping what runs, whatever it is, with all variables kept; and memory that runs out. */
class InterruptProtocolTest {
    /** Half a second is what a user is promised; the rest is for a build machine that does other things too. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private static final int ROUNDS = Integer.getInteger("causerie.interrupts", 10);

    private static KernelUnderTest kernel;

    @BeforeAll
    static void start() {
        kernel = new KernelUnderTest(Map.of(), List.of("-Xmx300m"), false);
        kernel.run("""
                int kept = 42;
                long slow(int n) { return n < 2 ? n : slow(n - 1) + slow(n - 2); }
                """);
    }

    /** What is printed within a moment comes in one piece, here maybe twice the word. */
    private static boolean started(String printed) {
        return printed.startsWith("started");
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "long n = 0; while (true) n++;",
                "for (;;) { }",
                "do { try { kept = 42; } catch (Throwable all) { } } while (true);",
                "while (true) try { Thread.sleep(20); } catch (InterruptedException swallowed) { }",
                "slow(90)",
                "Thread.sleep(60_000);",
                "new Object() { synchronized void hang() throws Exception { wait(); } }.hang();",
                "IntStream.range(0, 1 << 30).parallel().map(i -> { int q = 0; while (q < 1 << 30) q++; return q; }).sum()",
                "Runnable endless = () -> { while (true) { } }; endless.run();",
                "org.causerie.kernel.LongWork.polite()",
                "new Object() { @Override public String toString() { while (true) { } } }",
            })
    void whateverRunsStopsAndVariablesAreKept(String code) throws InterruptedException {
        Interrupted stopped =
                kernel.interrupt("System.out.println(\"started\");\n" + code, InterruptProtocolTest::started);
        assertThat(stopped.outcome().reply().text("ename")).isEqualTo("Interrupted");
        assertThat(stopped.outcome().traceback())
                .contains("all variables are kept")
                .doesNotContain("background");
        assertThat(stopped.after()).isLessThan(SOON);
        assertThat(kernel.run("kept + (int) slow(10)").text()).isEqualTo("97");
    }

    @Test
    void aStoppedSearchTellsWhatItHad() throws InterruptedException {
        Interrupted stopped = kernel.interrupt("org.causerie.kernel.LongWork.search()", InterruptProtocolTest::started);
        assertThat(stopped.outcome().reply().text("ename")).isEqualTo("Interrupted");
        assertThat(stopped.outcome().traceback()).contains("What it had until then:", "after 3 steps:", "X -> Y");
        assertThat(kernel.run("kept").text()).isEqualTo("42");
    }

    @Test
    void stoppingHasNoRaceWithStarting() throws InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            String name = "r" + i;
            Interrupted stopped = kernel.interrupt(
                    "System.out.println(\"started\");\nThread.sleep(" + i % 30 + "); long " + name
                            + " = 0; while (true) " + name + "++;",
                    InterruptProtocolTest::started);
            assertThat(stopped.outcome().traceback()).doesNotContain("background");
        }
        assertThat(kernel.run("kept").text()).isEqualTo("42");
    }

    @Test
    void codeThatNeverAsksIsLeftBehindWithANotice() throws InterruptedException {
        Interrupted stopped =
                kernel.interrupt("org.causerie.kernel.LongWork.stubborn()", InterruptProtocolTest::started);
        assertThat(stopped.outcome().traceback()).contains("left to end in the background");
        assertThat(stopped.after()).isLessThan(SOON);
        assertThat(kernel.run("kept").text()).isEqualTo("42");
        assertThat(kernel.run("int n = 0; for (int i = 0; i < 1000; i++) n += i; n")
                        .text())
                .isEqualTo("499500");
    }

    @Test
    void cellsQueuedBehindAnInterruptedOneAreAborted() throws InterruptedException {
        var first = kernel.client().submit("System.out.println(\"started\"); while (true) { }");
        var second = kernel.client().submit("kept = 0;");
        Thread.sleep(500);
        kernel.client().interrupt();
        assertThat(KernelUnderTest.finish(first).reply().text("ename")).isEqualTo("Interrupted");
        assertThat(KernelUnderTest.finish(second).status()).isEqualTo("aborted");
        assertThat(kernel.run("kept").text()).isEqualTo("42");
    }

    @Test
    void anInterruptWithNothingRunningChangesNothing() {
        kernel.client().interrupt();
        assertThat(kernel.run("int s = 0; for (int i = 0; i < 100; i++) s++; s").text())
                .isEqualTo("100");
    }

    @Test
    void whenMemoryRunsOutTheSessionLives() {
        var outcome = kernel.run("var hoard = new ArrayList<byte[]>(); while (true) hoard.add(new byte[1 << 20]);");
        assertThat(outcome.reply().text("ename")).isEqualTo("OutOfMemoryError");
        assertThat(outcome.traceback()).contains("The session goes on");
        assertThat(kernel.run("hoard = null; kept").text()).isEqualTo("42");
        assertThat(kernel.run("new byte[100 << 20].length").text()).isEqualTo("104857600");
    }

    @Test
    void whatAVariableHeldIsLetGoWhenItIsDeclaredAgain() {
        for (int i = 0; i < 4; i++) {
            assertThat(kernel.run("byte[] big = new byte[60 << 20]; big.length;")
                            .status())
                    .isEqualTo("ok");
        }
        assertThat(kernel.run("big = null;").status()).isEqualTo("ok");
    }
}
