// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.causerie.notebook.KernelClient;
import org.causerie.notebook.KernelSpec;
import org.causerie.notebook.Message;
import org.causerie.notebook.Message.Channel;
import org.causerie.notebook.Request;

/**
 * A kernel process with the classes under test, spoken with as a front end does. Its JDK is that of the tests,
 * or the one in the system property {@code causerie.kernel.java}.
 */
final class KernelUnderTest implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What cells are compiled against, made as the installer makes it. */
    private static final Path API = api();

    private final KernelClient client;

    /** What one cell led to. */
    record Outcome(Message reply, List<Message> published) {
        String status() {
            return reply.text("status");
        }

        Message only(String type) {
            List<Message> found = all(type);
            if (found.size() != 1) throw new AssertionError("Not one " + type + " but " + published);
            return found.get(0);
        }

        List<Message> all(String type) {
            return published.stream().filter(m -> m.type().equals(type)).toList();
        }

        /** The data of the only result, by MIME type. */
        JsonObject data() {
            return only("execute_result").content().getAsJsonObject("data");
        }

        /** The result as text. */
        String text() {
            return data().get("text/plain").getAsString();
        }

        String printed(String stream) {
            return all("stream").stream()
                    .filter(m -> m.text("name").equals(stream))
                    .map(m -> m.text("text"))
                    .collect(Collectors.joining());
        }

        /** The traceback without colours, one line a line. */
        String traceback() {
            List<String> lines = new ArrayList<>();
            for (JsonElement line : only("error").content().getAsJsonArray("traceback")) {
                lines.add(line.getAsString().replaceAll("\u001b\\[[0-9;]*m", ""));
            }
            return String.join("\n", lines);
        }
    }

    KernelUnderTest() {
        this(Map.of(), List.of(), false);
    }

    /** @param options options for the JVM */
    KernelUnderTest(Map<String, String> environment, List<String> options, boolean ipc) {
        client = KernelClient.start(spec(environment, options), Path.of("").toAbsolutePath(), ipc);
    }

    static KernelSpec spec(Map<String, String> environment, List<String> options) {
        Path home = Path.of(System.getProperty("causerie.kernel.java", System.getProperty("java.home")));
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin").resolve("java").toString()));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-D" + ApiFolder.PROPERTY + "=" + API,
                "-Dcauserie.sources="
                        + Path.of("../lib/causal/src/main/java")
                                .toAbsolutePath()
                                .normalize(),
                "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), "org.causerie.kernel.Main", "{connection_file}"));
        return new KernelSpec(Path.of("").toAbsolutePath(), command, environment, "Java (under test)", "message");
    }

    private static Path api() {
        try {
            List<Path> classPath = Stream.of(
                            System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .map(Path::of)
                    .filter(Files::exists)
                    .toList();
            Path folder = Path.of("target", "api").toAbsolutePath();
            Install.remove(folder);
            ApiFolder.write(classPath, entry -> Files.isDirectory(entry) || Install.isForNotebooks(entry), folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    KernelClient client() {
        return client;
    }

    Outcome run(String code) {
        return finish(client.submit(code));
    }

    static Outcome finish(Request request) {
        List<Message> published = new ArrayList<>();
        Message reply = request.finish(PATIENCE, published::add);
        return new Outcome(reply, published);
    }

    /** Runs a cell with other members in the request than the usual ones. */
    Outcome run(String code, Map<String, Object> members) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        members.forEach((name, value) -> {
            if (value instanceof Boolean flag) content.addProperty(name, flag);
            else content.add(name, (JsonElement) value);
        });
        return finish(client.request(Channel.SHELL, "execute_request", content));
    }

    /** Runs a cell and interrupts it once something it printed fits; gives the time from then to the answer. */
    Interrupted interrupt(String code, Predicate<String> printed) throws InterruptedException {
        List<Message> published = new ArrayList<>();
        long[] asked = new long[1];
        Request request = client.submit(code);
        Thread interrupter = new Thread(client::interrupt);
        Message reply = request.finish(PATIENCE, message -> {
            published.add(message);
            if (asked[0] == 0 && message.type().equals("stream") && printed.test(message.text("text"))) {
                asked[0] = System.nanoTime();
                interrupter.start();
            }
        });
        long nanos = System.nanoTime() - asked[0];
        if (asked[0] != 0) interrupter.join();
        return new Interrupted(new Outcome(reply, published), Duration.ofNanos(nanos));
    }

    record Interrupted(Outcome outcome, Duration after) {}

    @Override
    public void close() {
        client.close();
    }
}
