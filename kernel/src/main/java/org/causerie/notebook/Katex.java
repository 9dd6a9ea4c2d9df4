// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.causerie.CausalException;

/** KaTeX from its webjar, as text to put into a page that must work without a network. */
final class Katex {
    private static final Pattern FONT = Pattern.compile("src:url\\((fonts/[^)]+\\.woff2)\\)[^;}]*");

    private Katex() {}

    static String script() {
        return text("katex.min.js");
    }

    /** The style with every font inside it. */
    static String style() {
        Matcher font = FONT.matcher(text("katex.min.css"));
        return font.replaceAll(found -> Matcher.quoteReplacement("src:url(data:font/woff2;base64,"
                + Base64.getEncoder().encodeToString(bytes(found.group(1))) + ") format(\"woff2\")"));
    }

    private static String text(String name) {
        return new String(bytes(name), UTF_8);
    }

    private static byte[] bytes(String name) {
        String path = "/META-INF/resources/webjars/katex/" + version() + "/dist/" + name;
        try (InputStream in = Katex.class.getResourceAsStream(path)) {
            if (in == null) throw new CausalException("KaTeX is not on the class path: there is no " + path);
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }

    private static String version() {
        String path = "/META-INF/maven/org.webjars.npm/katex/pom.properties";
        Properties properties = new Properties();
        try (InputStream in = Katex.class.getResourceAsStream(path)) {
            if (in == null) throw new CausalException("KaTeX is not on the class path: there is no " + path);
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
        return properties.getProperty("version");
    }
}
