// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.causerie.CausalException;
import org.causerie.notebook.KernelClient;
import org.causerie.notebook.KernelSpec;
import org.causerie.notebook.Message;
import org.causerie.notebook.Request;

/**
 * Measures installed kernels, each argument a label and a kernelspec's folder: {@code label=folder}. Not a
 * test: {@code lib/bench/kernel-speed.sh} runs it.
 */
public final class KernelSpeed {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration UNANSWERED = Duration.ofSeconds(5);
    private static final int STARTS = 7;

    /** The same loop twice: in a cell, and in a class that the kernel did not compile. */
    private static final String LOOP = """
            static double work(int n) {
                double[] a = new double[1024];
                double s = 0;
                for (int r = 0; r < n; r++) {
                    for (int i = 0; i < a.length; i++) { a[i] = a[i] * 0.5 + i; s += a[i]; }
                }
                return s;
            }
            """;

    private KernelSpeed() {}

    /** Prints a row of the table for each kernel. */
    public static void main(String[] kernels) throws Exception {
        System.out.println("| kernel | ready, ms | first value, ms | warm `1+1`, ms | loop in a cell / compiled "
                + "| resident, MB | interrupt, ms | starts lost |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (String kernel : kernels) {
            String[] parts = kernel.split("=", 2);
            row(parts[0], KernelSpec.read(Path.of(parts[1])));
        }
    }

    private record Start(double ready, double first, double resident) {}

    private static void row(String label, KernelSpec spec) throws Exception {
        List<Start> starts = new ArrayList<>();
        for (int i = 0; i <= STARTS; i++) {
            Optional<Start> start = start(spec);
            if (i > 0) start.ifPresent(starts::add); // the first warms this client and the file cache
        }
        String warm = "";
        String loop = "";
        String interrupt = "";
        for (int tries = 0; tries < 3 && warm.isEmpty(); tries++) {
            try (KernelClient client = KernelClient.start(spec)) {
                for (int i = 0; i < 20; i++) value(client, "1 + 1");
                double[] times =
                        IntStream.range(0, 50).mapToDouble(i -> warm(client)).toArray();
                warm = String.format(Locale.ROOT, "%.1f", median(times));
                loop = loop(client);
                interrupt = interrupt(client);
            } catch (CausalException lost) {
                System.err.println(label + ": " + lost.getMessage());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %s | %s | %.0f | %s | %d of %d |%n",
                label,
                median(starts.stream().mapToDouble(Start::ready).toArray()),
                median(starts.stream().mapToDouble(Start::first).toArray()),
                warm,
                loop,
                median(starts.stream().mapToDouble(Start::resident).toArray()),
                interrupt,
                STARTS - starts.size(),
                STARTS);
    }

    /** One start; absent when the kernel never answers. */
    private static Optional<Start> start(KernelSpec spec) throws IOException {
        long begin = System.nanoTime();
        try (KernelClient client = KernelClient.start(spec)) {
            double ready = (System.nanoTime() - begin) / 1e6;
            value(client, "1 + 1");
            double first = (System.nanoTime() - begin) / 1e6;
            long pid = client.process().orElseThrow().pid();
            double resident = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
            return Optional.of(new Start(ready, first, resident));
        } catch (CausalException lost) {
            return Optional.empty();
        }
    }

    private static String loop(KernelClient client) {
        value(client, LOOP.replace("static ", ""));
        value(client, """
                java.nio.file.Path f = java.nio.file.Files.createTempDirectory("loop");
                java.nio.file.Files.writeString(f.resolve("Loop.java"), new String(java.util.Base64.getDecoder().decode("%s")));
                javax.tools.ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-d", f.toString(), f.resolve("Loop.java").toString());
                var compiled = (java.util.function.IntToDoubleFunction) new java.net.URLClassLoader(new java.net.URL[] {f.toUri().toURL()}, null).loadClass("Loop").getConstructor().newInstance();
                double inCell() { long t = System.nanoTime(); work(100_000); return (System.nanoTime() - t) / 1e6; }
                double inClass() { long t = System.nanoTime(); compiled.applyAsDouble(100_000); return (System.nanoTime() - t) / 1e6; }
                """.formatted(Base64.getEncoder()
                .encodeToString(("public class Loop implements "
                                + "java.util.function.IntToDoubleFunction { public double applyAsDouble(int n) { return work(n); }\n"
                                + LOOP + "}")
                        .getBytes(UTF_8))));
        double[] ratios = new double[9];
        for (int i = -3; i < ratios.length; i++) {
            double ratio =
                    Double.parseDouble(value(client, "inCell()")) / Double.parseDouble(value(client, "inClass()"));
            if (i >= 0) ratios[i] = ratio;
        }
        return String.format(Locale.ROOT, "%.2f", median(ratios));
    }

    private static String interrupt(KernelClient client) throws InterruptedException {
        double[] millis = new double[5];
        for (int i = 0; i < millis.length; i++) {
            Request request = client.submit("long endless = 0; while (true) endless++;");
            Thread.sleep(700);
            long begin = System.nanoTime();
            try {
                client.interrupt();
                request.finish(UNANSWERED, published -> {});
            } catch (CausalException e) {
                return "no answer";
            }
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        return String.format(Locale.ROOT, "%.0f", median(millis));
    }

    private static String value(KernelClient client, String code) {
        StringBuilder value = new StringBuilder();
        client.execute(code, PATIENCE, published -> {
            if (published.type().equals("execute_result") || published.type().equals("display_data")) {
                value.append(text(published));
            }
            if (published.type().equals("error"))
                throw new IllegalStateException(published.content().toString());
        });
        return value.toString();
    }

    /** The value as text; the peer sends it as HTML. */
    private static String text(Message published) {
        var data = published.content().getAsJsonObject("data");
        return data.has("text/plain")
                ? data.get("text/plain").getAsString()
                : data.get("text/html").getAsString().replaceAll("<[^>]*>", "").strip();
    }

    private static double warm(KernelClient client) {
        long begin = System.nanoTime();
        value(client, "1 + 1");
        return (System.nanoTime() - begin) / 1e6;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
