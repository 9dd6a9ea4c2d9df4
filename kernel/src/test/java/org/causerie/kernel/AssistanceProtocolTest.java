// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.causerie.notebook.Message;
import org.causerie.notebook.Message.Channel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every message beside running cells: help with writing, history, input, comms, information, refusals. */
class AssistanceProtocolTest {
    private static KernelUnderTest kernel;

    @BeforeAll
    static void start() {
        kernel = new KernelUnderTest();
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    // Completion and documentation

    private static List<String> words(Message completion) {
        List<String> words = new ArrayList<>();
        for (JsonElement word : completion.content().getAsJsonArray("matches")) words.add(word.getAsString());
        return words;
    }

    @Test
    void completesNamesMembersAndMagics() {
        kernel.run("String greeting = \"hi\";");
        Message member = kernel.client().complete("greeting.subst", 14);
        assertThat(words(member)).contains("substring(");
        assertThat(member.content().get("cursor_start").getAsInt()).isEqualTo(9);
        assertThat(member.content().get("cursor_end").getAsInt()).isEqualTo(14);
        assertThat(words(kernel.client().complete("int x = 1;\ngreet", 16))).contains("greeting");
        assertThat(words(kernel.client().complete("class A { }\nList.o", 18))).contains("of(");
        assertThat(words(kernel.client().complete("%mav", 4))).containsExactly("%maven", "%mavenRepo");
        assertThat(words(kernel.client().complete("%%", 2))).contains("%%loadFromPOM", "%%pom");
        assertThat(words(kernel.client().complete("greeting.nothingLikeIt", 22)))
                .isEmpty();
    }

    @Test
    void countsPositionsInCharactersNotInUtf16() {
        String code = "String rocket = \"🚀\"; rocket.leng";
        int length = code.codePointCount(0, code.length());
        Message reply = kernel.client().complete(code, length);
        assertThat(words(reply)).contains("length()");
        assertThat(reply.content().get("cursor_end").getAsInt()).isEqualTo(length);
        assertThat(reply.content().get("cursor_start").getAsInt()).isEqualTo(length - 4);
    }

    private static String documentation(String code, int cursor) {
        Message reply = kernel.client().inspect(code, cursor, 0);
        if (!reply.content().get("found").getAsBoolean()) return "";
        return reply.content().getAsJsonObject("data").get("text/plain").getAsString();
    }

    @Test
    void inspectsSignaturesAndJavadoc() {
        assertThat(documentation("Math.max(1, 2)", 7)).contains("int Math.max(int a, int b)");
        assertThat(documentation("int y = 1; Seed.of(", 19)).contains("of(long value)");
        assertThat(documentation("Check.close", 11)).contains("Check.close(");
        assertThat(documentation("Progress.of(\"task\", 10)", 11))
                .contains("of(String task, long total)")
                .contains("Starts a task of so many steps.");
        assertThat(documentation("nothingLikeIt", 5)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 1 | complete",
                "int x = 5; | complete",
                "for (int i = 0; i < 3; i++) { | incomplete",
                "int f(int a, | incomplete",
                "class A { int b; } new A().b | complete",
                "String s = \"open | invalid",
                "String s = \"\"\" | incomplete",
                "/* open | incomplete",
                ") + 1 | invalid",
                "%maven a:b:1 | complete",
                "// only words | complete",
            })
    void tellsWhetherCodeIsComplete(String code, String status) {
        assertThat(kernel.client().isComplete(code).text("status")).isEqualTo(status);
    }

    @Test
    void proposesTheIndentationOfTheNextLine() {
        assertThat(kernel.client().isComplete("void f() {\n    if (true) {").text("indent"))
                .isEqualTo("        ");
    }

    // History

    private static JsonArray history(String type, Map<String, Object> members) {
        JsonObject content = new JsonObject();
        content.addProperty("hist_access_type", type);
        content.addProperty("raw", true);
        content.addProperty("output", false);
        members.forEach((name, value) -> {
            if (value instanceof Number number) content.addProperty(name, number);
            else if (value instanceof Boolean flag) content.addProperty(name, flag);
            else content.addProperty(name, value.toString());
        });
        return kernel.client()
                .ask(Channel.SHELL, "history_request", content)
                .content()
                .getAsJsonArray("history");
    }

    @Test
    void remembersCellsForTailRangeAndSearch() {
        int first = kernel.run("\"needle\" + 1")
                .reply()
                .content()
                .get("execution_count")
                .getAsInt();
        kernel.run("\"needle\" + 1");
        kernel.run("\"unremembered needle\"", Map.of("store_history", false));
        kernel.run("\"hay\"");
        JsonArray tail = history("tail", Map.of("n", 2));
        assertThat(tail).hasSize(2);
        assertThat(tail.get(1).getAsJsonArray().get(2).getAsString()).isEqualTo("\"hay\"");
        assertThat(tail.get(1).getAsJsonArray().get(1).getAsInt()).isEqualTo(first + 2);
        assertThat(history("range", Map.of("session", 0, "start", first, "stop", first + 2)))
                .hasSize(2);
        assertThat(history("search", Map.of("n", 10, "pattern", "*needle*"))).hasSize(2);
        assertThat(history("search", Map.of("n", 10, "pattern", "*n[a-e]edle*", "unique", true)))
                .hasSize(1);
        JsonElement both = history("tail", Map.of("n", 1, "output", true))
                .get(0)
                .getAsJsonArray()
                .get(2);
        assertThat(both.getAsJsonArray().get(1).getAsString()).isEqualTo("hay");
    }

    // Input

    @Test
    void readsInputFromTheFrontEnd() {
        kernel.run("Scanner in = new Scanner(System.in);");
        List<String> answers = new ArrayList<>(List.of("12", "drei"));
        kernel.client().onInput(prompt -> answers.remove(0));
        assertThat(kernel.run("in.nextInt() + in.nextLine() + in.nextLine()").text())
                .isEqualTo("12drei");
        KernelUnderTest.Outcome refused = kernel.run("System.in.read()", Map.of("allow_stdin", false));
        assertThat(refused.traceback()).contains("does not take questions");
    }

    // Comms

    @Test
    void commsAreOpenedAnsweredAndClosed() {
        kernel.run("""
                import org.dflib.jjava.jupyter.kernel.BaseKernel;
                import org.dflib.jjava.jupyter.kernel.comm.*;
                import org.dflib.jjava.jupyter.messages.*;
                import org.dflib.jjava.jupyter.messages.comm.*;
                import com.google.gson.JsonObject;
                class Echo extends Comm {
                    Echo(CommManager manager, String id, String target) { super(manager, id, target); }
                    @Override public void onMessage(Message<CommMsgCommand> message) { send(message.getContent().getData()); }
                    @Override protected void onClose(Message<CommCloseCommand> message, boolean sending) { }
                }
                BaseKernel.notebookKernel().getCommManager().registerTarget("echo",
                    (manager, id, target, message) -> new Echo(manager, id, target));
                """);
        List<Message> heard = new CopyOnWriteArrayList<>();
        kernel.client().listen(heard::add);
        comm("comm_open", "one", "echo", "{}");
        comm("comm_open", "two", "nobody", "{}");
        JsonObject open = kernel.client().commInfo().content().getAsJsonObject("comms");
        assertThat(open.keySet()).containsExactly("one");
        comm("comm_msg", "one", "", "{\"say\": \"hello\"}");
        comm("comm_close", "one", "", "{}");
        assertThat(kernel.client().commInfo().content().getAsJsonObject("comms").keySet())
                .isEmpty();
        assertThat(heard)
                .anyMatch(
                        m -> m.type().equals("comm_close") && m.text("comm_id").equals("two"));
        assertThat(heard)
                .anyMatch(m -> m.type().equals("comm_msg")
                        && m.content()
                                .getAsJsonObject("data")
                                .get("say")
                                .getAsString()
                                .equals("hello"));
    }

    private static void comm(String type, String id, String target, String data) {
        JsonObject content = new JsonObject();
        content.addProperty("comm_id", id);
        if (!target.isEmpty()) content.addProperty("target_name", target);
        content.add("data", JsonParser.parseString(data));
        kernel.client().request(Channel.SHELL, type, content);
    }

    // The kernel itself

    @Test
    void saysWhatItIsAndThatItLives() {
        JsonObject info = kernel.client().kernelInfo().content();
        assertThat(info.get("status").getAsString()).isEqualTo("ok");
        assertThat(info.get("protocol_version").getAsString()).startsWith("5.");
        assertThat(info.get("implementation").getAsString()).isEqualTo("causerie");
        assertThat(info.getAsJsonObject("language_info").get("name").getAsString())
                .isEqualTo("java");
        assertThat(info.getAsJsonObject("language_info").get("file_extension").getAsString())
                .isEqualTo(".jshell");
        assertThat(kernel.client().heartbeat(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void refusesWhatIsNotSignedWithItsKey() throws InterruptedException {
        List<Message> heard = new CopyOnWriteArrayList<>();
        kernel.client().listen(heard::add);
        JsonObject code = new JsonObject();
        code.addProperty("code", "int stolen = 1;");
        Message unsigned = Message.of(Channel.SHELL, "intruder", "execute_request", code);
        kernel.client().sendRaw(Channel.SHELL, unsigned.frames(""));
        kernel.client().sendRaw(Channel.SHELL, unsigned.frames("another key"));
        kernel.client()
                .sendRaw(
                        Channel.CONTROL,
                        Message.of(Channel.CONTROL, "intruder", "shutdown_request", new JsonObject())
                                .frames(""));
        kernel.client().sendRaw(Channel.SHELL, List.of(new byte[] {1, 2, 3}));
        kernel.client()
                .sendRaw(
                        Channel.SHELL,
                        Message.of(Channel.SHELL, "me", "no_such_request", new JsonObject())
                                .frames(kernel.client().connection().key()));
        Thread.sleep(300);
        assertThat(kernel.run("stolen").status()).isEqualTo("error");
        assertThat(heard).noneMatch(m -> m.parentId().equals(unsigned.id()));
    }

    @Test
    void shutsDownAndRestarts() throws InterruptedException {
        try (KernelUnderTest other = new KernelUnderTest()) {
            other.run("int before = 1;");
            other.client().restart();
            assertThat(other.run("before").status()).isEqualTo("error");
            assertThat(other.run("1 + 1").text()).isEqualTo("2");
            other.client().submit("while (true) { }");
            Message reply = other.client().shutdown(false);
            assertThat(reply.text("status")).isEqualTo("ok");
            assertThat(reply.content().get("restart").getAsBoolean()).isFalse();
            Process process = other.client().process().orElseThrow();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
    }

    @Test
    void speaksOverUnixDomainSockets() {
        try (KernelUnderTest other = new KernelUnderTest(Map.of(), List.of(), true)) {
            assertThat(other.client().connection().transport()).isEqualTo("ipc");
            assertThat(other.run("System.out.print(\"over\"); \"ipc\"").text()).isEqualTo("ipc");
            assertThat(other.client().heartbeat(Duration.ofSeconds(10))).isTrue();
        }
    }
}
