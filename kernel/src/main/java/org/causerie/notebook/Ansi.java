// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.causerie.Displayable;

/** What a terminal makes of text: colours, and lines written over after a carriage return. */
final class Ansi {
    private static final Pattern ESCAPE = Pattern.compile("\u001b\\[([\\d;]*)([A-Za-z])");
    private static final Pattern OVERWRITTEN = Pattern.compile("[^\n]*\r(?!\n)");

    private Ansi() {}

    /** Without colours and other escapes. */
    static String plain(String text) {
        return ESCAPE.matcher(text).replaceAll("");
    }

    /** As HTML: escaped, colours as spans of the classes {@code ansi-1} and so on. */
    static String html(String text) {
        String shown = OVERWRITTEN.matcher(text.replace("\r\n", "\n")).replaceAll("");
        StringBuilder html = new StringBuilder(shown.length() + 64);
        Set<String> classes = new LinkedHashSet<>();
        Matcher escape = ESCAPE.matcher(shown);
        int at = 0;
        while (escape.find()) {
            append(html, shown.substring(at, escape.start()), classes);
            if (escape.group(2).equals("m")) apply(escape.group(1), classes);
            at = escape.end();
        }
        append(html, shown.substring(at), classes);
        return html.toString();
    }

    private static void append(StringBuilder html, String text, Set<String> classes) {
        if (text.isEmpty()) return;
        String escaped = Displayable.escape(text);
        html.append(
                classes.isEmpty()
                        ? escaped
                        : "<span class=\"" + String.join(" ", classes) + "\">" + escaped + "</span>");
    }

    private static void apply(String codes, Set<String> classes) {
        for (String code : codes.split(";", -1)) {
            int number = code.isEmpty() ? 0 : Integer.parseInt(code);
            if (number == 0) classes.clear();
            else if (number == 1) classes.add("ansi-bold");
            else if (number == 22) classes.remove("ansi-bold");
            else if ((number >= 30 && number <= 39) || (number >= 90 && number <= 97)) {
                classes.removeIf(name -> !name.equals("ansi-bold"));
                if (number != 39) classes.add("ansi-" + number % 10);
            }
        }
    }
}
