// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * How wide words are, from a fixed table, so that a picture is the same on a machine with other fonts or none.
 *
 * <p>The table holds the advance widths of DejaVu Sans, the widest of the usual sans-serif fonts: a text set in
 * another one fits the same box.
 */
final class Letters {
    /** Advance widths of the characters 32 to 126, in hundredths of the font size. */
    private static final int[] WIDTHS = {
        32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34,
        84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99,
        69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52,
        39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84
    };

    private static final double BOLD = 1.12;

    private Letters() {}

    /** The width of a text in pixels. */
    static double width(String text, double size, boolean bold) {
        double hundredths = text.codePoints().mapToDouble(Letters::advance).sum();
        return hundredths / 100 * size * (bold ? BOLD : 1);
    }

    private static double advance(int c) {
        if (c >= 32 && c <= 126) return WIDTHS[c - 32];
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT)
            return 0;
        if (c > 0xffff) return 140;
        if (Character.isIdeographic(c) || (c >= 0x2e80 && c <= 0xd7ff) || c >= 0xff00) return 105;
        if (c < 0x250) return Character.isUpperCase(c) ? 80 : 66;
        return c >= 0x2000 && c <= 0x2015 ? 60 : 100;
    }

    /** The text on one line, without characters that XML forbids or that turn the direction of writing. */
    static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029) out.append(' ');
            else if (forbidden(c)) out.append('\ufffd');
            else out.appendCodePoint(c);
        });
        return out.toString();
    }

    private static boolean forbidden(int c) {
        boolean lone = c >= 0xd800 && c <= 0xdfff;
        boolean turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        return lone || turns || Character.isISOControl(c) || (c & 0xfffe) == 0xfffe;
    }

    /** The cleaned text, cut in the middle with an ellipsis where it is wider than {@code room} pixels. */
    static String fit(String text, double size, boolean bold, double room) {
        String whole = clean(text);
        if (width(whole, size, bold) <= room) return whole;
        int[] codes = whole.codePoints().toArray();
        for (int kept = codes.length - 1; kept > 1; kept--) {
            int head = (kept * 2 + 2) / 3;
            String cut =
                    new String(codes, 0, head) + "…" + new String(codes, codes.length - (kept - head), kept - head);
            if (width(cut, size, bold) <= room) return cut;
        }
        return new String(codes, 0, 1) + "…";
    }

    /** The cleaned text on lines that are at most {@code room} pixels wide where a word is not wider. */
    static List<String> lines(String text, Svg.Type type, double room) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : clean(text).split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && type.width(longer) > room) {
                lines.add(line);
                longer = word;
            }
            line = fit(longer, type.size(), type.bold(), room);
        }
        if (!line.isEmpty()) lines.add(line);
        return lines;
    }
}
