// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.causerie.kernel.KernelUnderTest.Outcome;
import org.causerie.notebook.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How values are shown, and how far tasks are. */
class RenderingProtocolTest {
    private static KernelUnderTest kernel;

    @BeforeAll
    static void start() {
        kernel = new KernelUnderTest();
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    private static String html(String code) {
        return kernel.run(code).data().get("text/html").getAsString();
    }

    @Test
    void aValueThatShowsItselfDoesSoInAllItsWays() {
        JsonObject data = kernel.run("""
                class Formula implements Displayable {
                    public String text() { return "x < y"; }
                    public Optional<String> html() { return Optional.of("<i>x</i>"); }
                    public Optional<String> svg() { return Optional.of("<svg/>"); }
                    public Optional<String> latex() { return Optional.of("x < y"); }
                }
                new Formula()
                """).data();
        assertThat(data.keySet()).containsExactlyInAnyOrder("text/plain", "text/html", "image/svg+xml", "text/latex");
        assertThat(data.get("text/plain").getAsString()).isEqualTo("x < y");
        assertThat(data.get("text/latex").getAsString()).isEqualTo("$$x < y$$");
        assertThat(data.get("image/svg+xml").getAsString()).isEqualTo("<svg/>");
        JsonObject asked =
                kernel.run("render(new Formula(), \"image/svg+xml\")").data();
        assertThat(asked.keySet()).containsExactlyInAnyOrder("text/plain", "image/svg+xml");
    }

    @Test
    void textNeverBecomesMarkup() {
        assertThat(kernel.run("\"<script>alert(1)</script>\"").data().keySet()).containsExactly("text/plain");
        kernel.run("record Row(String name, double value) { }");
        for (String code : List.of(
                "new Row(\"<b>&\", 1)",
                "List.of(new Row(\"<b>&\", 1))",
                "Map.of(\"<b>&\", 1)",
                "new String[][] {{\"<b>&\"}}")) {
            assertThat(html(code)).contains("&lt;b&gt;&amp;").doesNotContain("<b>");
        }
    }

    @Test
    void collectionsArraysAndRecordsAreReadable() {
        assertThat(kernel.run("new int[][] {{1, 2}, {3}}").text()).isEqualTo("[[1, 2], [3]]");
        assertThat(kernel.run("List.of(new double[] {1.5}, \"a\")").text()).isEqualTo("[[1.5], a]");
        assertThat(kernel.run("new TreeMap<>(Map.of(1, new int[] {2}))").text()).isEqualTo("{1=[2]}");
        Outcome many = kernel.run("IntStream.range(0, 100_000).boxed().toList()");
        assertThat(many.text()).endsWith("… 100000 in all]").hasSizeLessThan(2000);
        kernel.run("record Pair(int left, String right) { }");
        assertThat(html("IntStream.range(0, 70).mapToObj(i -> new Pair(i, \"r\" + i)).toList()"))
                .contains("<th>left</th><th>right</th>", "<td>49</td><td>r49</td>", "70 rows in all")
                .doesNotContain("r50");
        assertThat(html("new Pair(5, \"five\")")).contains("<td>left</td><td>5</td>");
    }

    @Test
    void imagesAreWholePngs() throws Exception {
        JsonObject data =
                kernel.run("new java.awt.image.BufferedImage(30, 20, 1)").data();
        byte[] png = Base64.getDecoder().decode(data.get("image/png").getAsString());
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(30);
        assertThat(new String(png, png.length - 8, 4, US_ASCII)).isEqualTo("IEND");
        assertThat(data.get("text/plain").getAsString()).isEqualTo("image of 30 x 20 pixels");
    }

    @Test
    void aValueThatCannotBeShownIsAnErrorOfTheCell() {
        Outcome outcome = kernel.run(
                "new Object() { @Override public String toString() { throw new IllegalStateException(\"no text\"); } }");
        assertThat(outcome.status()).isEqualTo("error");
        assertThat(outcome.traceback()).contains("no text");
        Outcome error = kernel.run(
                "new Object() { @Override public String toString() { throw new AssertionError(\"an error\"); } }");
        assertThat(error.traceback()).contains("an error");
    }

    @Test
    void aChapterNeedsNoImport() {
        assertThat(kernel.run("Dag.of(\"Z -> X -> Y\", \"Z -> Y\").edgeCount()").text())
                .isEqualTo("3");
        assertThat(kernel.run("DoubleColumn.create(\"x\", 1, 2, 3).sum()").text())
                .isEqualTo("6.0");
        assertThat(kernel.run("SimpleMatrix.identity(3).determinant()").text()).isEqualTo("1.0");
        assertThat(kernel.run("Stream.of(Seed.of(1)).map(s -> s.equals(Seed.of(1))).toList()")
                        .text())
                .isEqualTo("[true]");
        assertThat(kernel.run("Graphs.class.getName()").text()).isEqualTo("org.jgrapht.Graphs");
        assertThat(kernel.run("new XYChartBuilder().width(300).build().getWidth()")
                        .text())
                .isEqualTo("300");
        assertThat(kernel.run("Check.close(\"half\", 0.5, 0.5, 1e-9)").printed("stdout"))
                .contains("half");
    }

    // Progress

    @Test
    void aTaskHasOneBarThatMovesAndGoes() {
        Outcome outcome = kernel.run("org.causerie.kernel.LongWork.stepping(\"boot<strap\", 60, 20);");
        Message first = outcome.only("display_data");
        List<Message> updates = outcome.all("update_display_data");
        String id =
                first.content().getAsJsonObject("transient").get("display_id").getAsString();
        assertThat(updates)
                .hasSizeBetween(2, 20)
                .allMatch(update -> update.content()
                        .getAsJsonObject("transient")
                        .get("display_id")
                        .getAsString()
                        .equals(id));
        assertThat(plain(first)).contains("boot<strap: ").contains(" of 60").contains("left");
        assertThat(first.content().getAsJsonObject("data").get("text/html").getAsString())
                .contains("<progress max=\"60\"")
                .contains("boot&lt;strap");
        assertThat(plain(updates.get(0))).contains(" of 60");
        assertThat(plain(updates.get(updates.size() - 1))).isEmpty();
    }

    @Test
    void aTaskThatIsDoneAtOnceHasNoBar() {
        Outcome outcome = kernel.run("org.causerie.kernel.LongWork.stepping(\"quick\", 3, 1);");
        assertThat(outcome.all("display_data")).isEmpty();
        assertThat(outcome.all("update_display_data")).isEmpty();
    }

    private static String plain(Message display) {
        return display.content().getAsJsonObject("data").get("text/plain").getAsString();
    }
}
