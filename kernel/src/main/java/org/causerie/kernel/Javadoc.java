// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Javadoc comments as plain text. */
final class Javadoc {
    private static final Pattern CODE = Pattern.compile("\\{@(?:code|literal|value)\\s+([^{}]*(?:\\{[^{}]*}[^{}]*)*)}");
    private static final Pattern LINK = Pattern.compile("\\{@(?:link|linkplain)\\s+(\\S+?)(?:\\s+([^{}]+))?}");
    private static final Pattern OTHER_TAG = Pattern.compile("\\{@\\w+\\s*([^{}]*)}");
    private static final Pattern BREAK = Pattern.compile("(?i)\\s*<(?:p|br|/p|ul|/ul|ol|/ol|pre|/pre)\\s*/?>\\s*");
    private static final Pattern ITEM = Pattern.compile("(?i)\\s*<li>\\s*");
    private static final Pattern MARKUP = Pattern.compile("</?[a-zA-Z][^>]*>");

    private Javadoc() {}

    /** The comment without tags and markup, a block tag on a line of its own. */
    static String text(String comment) {
        String text = CODE.matcher(comment).replaceAll("$1");
        text = LINK.matcher(text)
                .replaceAll(link -> Matcher.quoteReplacement(
                        link.group(2) != null
                                ? link.group(2)
                                : link.group(1).replaceFirst("^#", "").replace('#', '.')));
        text = OTHER_TAG.matcher(text).replaceAll("$1");
        text = ITEM.matcher(text).replaceAll("\n  - ");
        text = BREAK.matcher(text).replaceAll("\n");
        text = MARKUP.matcher(text).replaceAll("");
        text = text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
        return text.lines()
                .map(String::strip)
                .reduce((all, line) -> all + "\n" + line)
                .orElse("")
                .strip();
    }
}
