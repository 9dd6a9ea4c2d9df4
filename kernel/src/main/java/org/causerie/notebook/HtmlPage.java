// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.causerie.Displayable.escape;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.causerie.CausalException;

/**
 * A notebook with its outputs as one page that needs nothing but itself: pictures, formulas and fonts are
 * inside.
 *
 * <p>Text is escaped wherever it comes from. Markup that a cell shows stands in the page as it is, under a
 * content security policy that lets no script run but the page's own and nothing load from anywhere.
 */
public final class HtmlPage {
    private static final int LONG = 60;
    private static final Map<String, String> PICTURES = Map.of(
            "png",
            "image/png",
            "jpg",
            "image/jpeg",
            "jpeg",
            "image/jpeg",
            "gif",
            "image/gif",
            "svg",
            "image/svg+xml",
            "webp",
            "image/webp");

    private final Path folder;
    private final Markdown markdown = new Markdown();
    private final StringBuilder body = new StringBuilder();

    private HtmlPage(Path folder) {
        this.folder = folder;
    }

    /**
     * The page of a notebook.
     *
     * @param folder where the pictures lie that markdown cells name by a relative path
     * @param name what the page is called where the notebook has no title
     */
    public static String of(Notebook notebook, Path folder, String name) {
        HtmlPage page = new HtmlPage(folder);
        notebook.cells().forEach(page::cell);
        return page.text(notebook.title(name));
    }

    // Cells

    private void cell(Cell cell) {
        if (cell.isMarkdown()) {
            body.append("<section class=\"words\">\n")
                    .append(markdown.html(cell.source(), address -> picture(cell, address)))
                    .append("</section>\n");
        } else if (cell.isCode()) {
            code(cell);
        } else {
            body.append("<pre>").append(escape(cell.source())).append("</pre>\n");
        }
    }

    private void code(Cell cell) {
        if (cell.source().isBlank() && cell.outputs().isEmpty()) return;
        body.append("<section class=\"cell\">\n");
        cell.executionCount()
                .ifPresent(count ->
                        body.append("<span class=\"count\">").append(count).append("</span>"));
        body.append("<pre class=\"code\"><code>")
                .append(JavaCode.html(cell.source().stripTrailing()))
                .append("</code></pre>\n");
        for (Output output : cell.outputs()) {
            body.append("<div class=\"output\">").append(html(output)).append("</div>\n");
        }
        body.append("</section>\n");
    }

    // Outputs

    private String html(Output output) {
        if (output.isStream()) {
            String kind = output.text("name").equals("stderr") ? "stderr" : "stdout";
            return pre(kind, Ansi.html(output.text("text").stripTrailing()));
        }
        if (output.isError()) {
            String trace = String.join("\n", output.traceback());
            String text = trace.isBlank() ? output.text("ename") + ": " + output.text("evalue") : trace;
            return pre("error", Ansi.html(text.stripTrailing()));
        }
        return output.isValue() ? value(output) : "";
    }

    /** The richest form of a value, in the order in which Jupyter chooses. */
    private String value(Output output) {
        return output.data("text/html")
                .or(() -> output.data("text/markdown").map(text -> markdown.html(text, address -> address)))
                .or(() -> output.data("image/svg+xml").map(svg -> figure(output, "image/svg+xml", base64(svg))))
                .or(() -> output.data("text/latex").map(tex -> Formulas.html(bare(tex), true)))
                .or(() -> pixels(output, "image/png"))
                .or(() -> pixels(output, "image/jpeg"))
                .or(() -> pixels(output, "image/gif"))
                .orElseGet(
                        () -> pre("value", Ansi.html(output.data("text/plain").orElse(""))));
    }

    private static Optional<String> pixels(Output output, String type) {
        return output.data(type).map(data -> figure(output, type, data.replaceAll("\\s", "")));
    }

    private static String figure(Output output, String type, String base64) {
        String words = output.data("text/plain").orElse("Picture");
        StringBuilder html =
                new StringBuilder("<figure><img alt=\"").append(escape(words)).append('"');
        for (String side : List.of("width", "height")) {
            JsonElement size =
                    output.metadata(type) instanceof JsonObject sizes ? sizes.get(side) : output.metadata(side);
            if (size != null && size.isJsonPrimitive()) {
                html.append(' ')
                        .append(side)
                        .append("=\"")
                        .append(escape(size.getAsString()))
                        .append('"');
            }
        }
        return html.append(" src=\"data:" + type + ";base64,")
                .append(escape(base64))
                .append("\"></figure>")
                .toString();
    }

    private static String pre(String kind, String html) {
        String size = html.lines().limit(LONG + 1).count() > LONG ? " long" : "";
        return "<pre class=\"" + kind + size + "\">" + html + "</pre>";
    }

    /** TeX without the dollars or brackets around it. */
    private static String bare(String tex) {
        String text = tex.strip();
        for (String[] pair : new String[][] {{"$$", "$$"}, {"$", "$"}, {"\\[", "\\]"}, {"\\(", "\\)"}}) {
            boolean around = text.startsWith(pair[0]) && text.endsWith(pair[1]);
            if (around && text.length() >= pair[0].length() + pair[1].length()) {
                return text.substring(pair[0].length(), text.length() - pair[1].length())
                        .strip();
            }
        }
        return text;
    }

    /** The address of a picture in a markdown cell, with the picture itself where it is at hand. */
    private String picture(Cell cell, String address) {
        if (address.startsWith("attachment:")) {
            return cell.attachment(address.substring("attachment:".length()))
                    .map(data -> "data:" + data)
                    .orElse(address);
        }
        String type = PICTURES.get(address.substring(address.lastIndexOf('.') + 1));
        if (type == null || address.contains(":")) return address;
        try {
            Path file = folder.resolve(address);
            return Files.isRegularFile(file)
                    ? "data:" + type + ";base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(file))
                    : address;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the picture " + address, e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    // The page around them

    private String text(String title) {
        boolean formulas = body.indexOf("class=\"formula") >= 0;
        String script = formulas ? Katex.script() + "\n" + resource("page.js") : "";
        String style = (formulas ? Katex.style() : "") + resource("page.css");
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="%s">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <div class="page">
                %s<main>
                <header><span><b>Causerie</b> · causal inference in Java</span>
                <label><input type="checkbox" id="hide-code"> Hide code</label></header>
                %s<footer><span>Made by Causerie from the notebook of the same name.</span></footer>
                </main>
                </div>
                %s</body>
                </html>
                """.formatted(
                        policy(script),
                        escape(title),
                        style,
                        contents(),
                        body,
                        script.isEmpty() ? "" : "<script>" + script + "</script>\n");
    }

    private String contents() {
        List<Markdown.Entry> entries =
                markdown.entries().stream().filter(entry -> entry.level() > 1).toList();
        if (entries.size() < 2) return "";
        StringBuilder html = new StringBuilder("<nav class=\"toc\" aria-label=\"Contents\"><b>Contents</b><ol>\n");
        for (Markdown.Entry entry : entries) {
            html.append("<li class=\"level-").append(entry.level()).append("\"><a href=\"#");
            html.append(escape(entry.id()))
                    .append("\">")
                    .append(escape(entry.text()))
                    .append("</a></li>\n");
        }
        return html.append("</ol></nav>\n").toString();
    }

    private static String policy(String script) {
        String scripts = script.isEmpty() ? "'none'" : "'sha256-" + sha256(script) + "'";
        return "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; script-src " + scripts
                + "; base-uri 'none'; form-action 'none'";
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new CausalException("This Java has no SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            if (in == null) throw new CausalException("The resource " + name + " is missing from the jar");
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the resource " + name, e);
        }
    }
}
