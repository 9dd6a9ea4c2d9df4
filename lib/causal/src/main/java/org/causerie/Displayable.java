// SPDX-License-Identifier: Apache-2.0
package org.causerie;

import java.util.Optional;

/**
 * A value that can show itself: always as text, and as markup where that says more.
 *
 * <p>Markup is complete and escaped: a name or a value from the data never becomes markup. SVG is the
 * same to the byte on every run.
 */
public interface Displayable {

    /** The value as plain text, lines separated by {@code \n}. */
    String text();

    /** The value as an HTML fragment. */
    default Optional<String> html() {
        return Optional.empty();
    }

    /** The value as a complete SVG document. */
    default Optional<String> svg() {
        return Optional.empty();
    }

    /** The value as LaTeX, without the dollar signs around it. */
    default Optional<String> latex() {
        return Optional.empty();
    }

    /**
     * Shows values of types that cannot show themselves, or shows them better; found with {@link
     * java.util.ServiceLoader} and asked before the value itself.
     */
    interface Provider {
        /** How to show the value, or empty where this provider does not know its type. */
        Optional<Displayable> display(Object value);
    }

    /** The characters that mean something in HTML and XML, made harmless. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c < ' ' && c != '\n' && c != '\t' ? '\ufffd' : c);
            }
        }
        return out.toString();
    }
}
