// SPDX-License-Identifier: Apache-2.0
package org.causerie.notebook;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.causerie.Displayable;

/** Java in colours: every token of a kind in a {@code span} with the kind's class. */
final class JavaCode {
    private static final String KEYWORDS = "abstract|assert|boolean|break|byte|case|catch|char|class|const|continue"
            + "|default|do|double|else|enum|extends|final|finally|float|for|goto|if|implements|import|instanceof|int"
            + "|interface|long|native|new|non-sealed|package|permits|private|protected|public|record|return|sealed"
            + "|short|static|strictfp|super|switch|synchronized|this|throw|throws|transient|try|var|void|volatile"
            + "|while|yield|true|false|null";

    /** Class and group, tried in this order. A token that is not closed runs to the end of the cell. */
    private static final Map<String, String> CLASSES = Map.of(
            "comment",
            "c",
            "string",
            "s",
            "magic",
            "m",
            "annotation",
            "a",
            "number",
            "n",
            "keyword",
            "k",
            "type",
            "t",
            "call",
            "f");

    private static final Pattern TOKEN = Pattern.compile(
            "(?<comment>//[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|\\z))"
                    + "|(?<string>\"\"\"[\\s\\S]*?(?:\"\"\"|\\z)"
                    + "|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"?|'[^'\\\\\\n]*+(?:\\\\.[^'\\\\\\n]*+)*+'?)"
                    + "|(?<magic>^%%?\\w[^\\n]*)"
                    + "|(?<annotation>@\\w+)"
                    + "|(?<number>\\b(?:0[xX][\\da-fA-F_]+|0[bB][01_]+|[\\d_]*\\.?\\d[\\d_]*(?:[eE][+-]?\\d+)?)[lLfFdD]?\\b)"
                    + "|\\b(?:(?<keyword>(?:" + KEYWORDS + ")\\b)|(?<type>\\p{Lu}\\w*)|(?<call>\\w+(?=\\())|\\w+)",
            Pattern.MULTILINE);

    private JavaCode() {}

    /** The source as HTML: escaped, with spans. */
    static String html(String source) {
        StringBuilder html = new StringBuilder(source.length() * 2);
        Matcher token = TOKEN.matcher(source);
        int at = 0;
        while (token.find()) {
            html.append(Displayable.escape(source.substring(at, token.start())));
            String text = Displayable.escape(token.group());
            String kind = kind(token);
            html.append(kind.isEmpty() ? text : "<span class=\"" + kind + "\">" + text + "</span>");
            at = token.end();
        }
        return html.append(Displayable.escape(source.substring(at))).toString();
    }

    private static String kind(Matcher token) {
        for (Map.Entry<String, String> entry : CLASSES.entrySet()) {
            if (token.group(entry.getKey()) != null) return entry.getValue();
        }
        return "";
    }
}
