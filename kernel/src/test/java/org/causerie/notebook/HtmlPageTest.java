// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.causerie.notebook.Notebooks.code;
import static org.causerie.notebook.Notebooks.markdown;
import static org.causerie.notebook.Notebooks.value;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlPageTest {
    private static final String HOSTILE = "</pre><script>alert('x')</script>\"'><img src=x onerror=alert(1)>&amp;";

    private static String page(JsonObject... cells) {
        return HtmlPage.of(Notebooks.of(cells), Path.of("."), "name");
    }

    /** The page without its own style and script. */
    private static String body(JsonObject... cells) {
        String page = page(cells);
        return page.substring(page.indexOf("<main>"), page.indexOf("</main>"));
    }

    @Test
    void aHostileTextNeverBecomesMarkup() {
        JsonArray trace = new JsonArray();
        trace.add(HOSTILE);
        String body = body(
                code(
                        HOSTILE,
                        Output.stream("stdout", HOSTILE),
                        Output.stream("stderr", "\u001b[31m" + HOSTILE),
                        Output.error(HOSTILE, HOSTILE, trace),
                        Output.error(HOSTILE, HOSTILE, new JsonArray()),
                        value("text/plain", HOSTILE),
                        value("text/latex", HOSTILE),
                        value("image/png", HOSTILE, "text/plain", HOSTILE),
                        value("image/svg+xml", HOSTILE, "text/plain", HOSTILE)),
                code("// " + HOSTILE + "\nvar x = \"" + HOSTILE + "\";\n@" + HOSTILE + " %" + HOSTILE),
                markdown("`" + HOSTILE + "` and $" + HOSTILE.replace("$", "") + "$\n\n```java\n" + HOSTILE + "\n```\n\n"
                        + "```\n" + HOSTILE + "\n```\n\n$$\n" + HOSTILE + "\n$$"));
        assertThat(body).doesNotContain("<script").doesNotContain("<img src=x");
        assertThat(body).contains("&lt;script&gt;");
        assertThat(tags(body)).allSatisfy(tag -> assertThat(tag).doesNotContain("onerror="));
    }

    /** Everything a browser would read as a tag, quoted attribute values left out. */
    private static List<String> tags(String html) {
        return Pattern.compile("<[a-zA-Z/!][^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>")
                .matcher(html)
                .results()
                .map(found -> found.group().replaceAll("\"[^\"]*\"", ""))
                .toList();
    }

    @Test
    void titlesAndHeadingsAreEscapedWhereverTheyAreShown() {
        String page = page(markdown("# A `<script>` & $x$\n\n## First <i>\n\n## First <i>\n\n### `</a><b>`"));
        assertThat(page).contains("<title>A `&lt;script&gt;` &amp; $x$</title>");
        assertThat(page).contains("<h2 id=\"first\">").contains("<h2 id=\"first-2\">");
        assertThat(page).contains("href=\"#first-2\"").contains("&lt;/a&gt;&lt;b&gt;</a></li>");
    }

    @Test
    void nothingIsLoadedFromAnywhere(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("p.png"), new byte[] {1, 2, 3});
        JsonObject attached =
                markdown("![here](p.png) ![attached](attachment:a.png) ![far](https://example.org/p.png)");
        attached.add("attachments", Notebooks.json("{'a.png': {'image/png': 'QUJD'}}"));
        String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        Notebook notebook = Notebooks.of(
                attached, markdown("$x^2$"), code("x", value("image/svg+xml", svg), value("image/png", "QUJ\nD\n")));
        String page = HtmlPage.of(notebook, folder, "name");
        assertThat(page.substring(page.indexOf("<main>")))
                .contains("src=\"data:image/png;base64,AQID\"")
                .contains("src=\"data:image/png;base64,QUJD\"")
                .contains(
                        "src=\"data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(UTF_8)));
        Matcher address = Pattern.compile("(?:\\b(?:src|href)=|url\\()[\"']?([^\"'\\s)>]+)")
                .matcher(page);
        int fonts = 0;
        while (address.find()) {
            String where = address.group(1);
            if (where.startsWith("data:font/woff2;base64,d09GM")) fonts++;
            boolean inside = where.startsWith("data:") || where.startsWith("#");
            boolean code = page.indexOf("<script>") < address.start();
            assertThat(inside || code || where.equals("https://example.org/p.png"))
                    .as(where.substring(0, Math.min(100, where.length())))
                    .isTrue();
        }
        assertThat(fonts).isEqualTo(20);
        // The one address left is the author's own, and the policy keeps the browser from asking for it.
        assertThat(page.contains("default-src 'none'; img-src data:; font-src data:;"))
                .isTrue();
        assertThat(page.contains("<link") || page.contains("@import")).isFalse();
    }

    @Test
    void formulasKeepTheirTexAndKatexComesOnlyWithThem() {
        JsonObject cell = markdown("Here $a_1 * b_2 * c$ and \\$5 or $6.\n\n$$\nx\n- y_1\n= z_2\n$$\n\n$$a$$ in text");
        assertThat(body(cell))
                .contains("<span class=\"formula\">a_1 * b_2 * c</span>")
                .contains("and $5 or $6.")
                .contains("<span class=\"formula display\">x\n- y_1\n= z_2</span>")
                .contains("<span class=\"formula display\">a</span> in text");
        assertThat(page(cell).contains("katex.render")).isTrue();
        JsonObject plain = markdown("No formula: `$x$`");
        assertThat(body(plain)).contains("<code>$x$</code>");
        assertThat(page(plain)).doesNotContain("KaTeX").contains("script-src 'none'");
    }

    @Test
    void theRichestFormIsShownAsInJupyter() {
        assertThat(body(code("x", value("text/plain", "plain", "text/html", "<b>rich</b>"))))
                .contains("<b>rich</b>")
                .doesNotContain("plain<");
        assertThat(body(code("x", value("text/plain", "tau", "text/latex", "$$\\tau$$"))))
                .contains("<span class=\"formula display\">\\tau</span>");
        assertThat(body(code("x", value("text/plain", "tau", "text/markdown", "a **b**"))))
                .contains("<strong>b</strong>");
    }

    @Test
    void javaIsColouredTokenByToken() {
        assertThat(JavaCode.html("var x = f(1.5e-3); // \"no\" string"))
                .isEqualTo(
                        "<span class=\"k\">var</span> x = <span class=\"f\">f</span>(<span class=\"n\">1.5e-3</span>);"
                                + " <span class=\"c\">// &quot;no&quot; string</span>");
        assertThat(JavaCode.html("String s = \"// no comment \\\" still\";"))
                .isEqualTo("<span class=\"t\">String</span> s = "
                        + "<span class=\"s\">&quot;// no comment \\&quot; still&quot;</span>;");
        assertThat(JavaCode.html("\"\"\"\n\"a\" 'b'\n\"\"\"")).matches("(?s)<span class=\"s\">[^<]*</span>");
        assertThat(JavaCode.html("/* open")).isEqualTo("<span class=\"c\">/* open</span>");
        assertThat(JavaCode.html("%maven a:b:1\n5 %mod")).startsWith("<span class=\"m\">%maven a:b:1</span>\n");
        String endless = "x".repeat(200_000);
        assertThat(JavaCode.html("/*" + endless + "*/ \"" + endless + "\\n" + endless))
                .contains(endless);
    }

    @Test
    void aTerminalsColoursAndOverwrittenLinesAreUnderstood() {
        assertThat(Ansi.html("10 %\r100 %\nnext\r\n\u001b[1;31mred\u001b[0m plain"))
                .isEqualTo("100 %\nnext\n<span class=\"ansi-bold ansi-1\">red</span> plain");
        assertThat(Ansi.plain("\u001b[1;31mred\u001b[0m")).isEqualTo("red");
    }

    @Test
    void thePageIsTheSameToTheByte() {
        JsonObject[] cells = {markdown("# T\n\n## A\n\n## B\n\n$x$"), code("x", value("text/plain", "1"))};
        assertThat(page(cells)).isEqualTo(page(cells));
    }
}
