// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import org.causerie.Displayable;

/**
 * Writes one SVG document: every text escaped, every number with at most two decimals, no ids, no markers, nothing
 * that depends on the time or the machine.
 */
final class Svg {
    /** Where a text stands relative to its point. */
    enum Anchor {
        START("start"),
        MIDDLE("middle"),
        END("end");

        private final String word;

        Anchor(String word) {
            this.word = word;
        }
    }

    /** How a shape is filled and drawn; the word {@code none} leaves a part out. */
    record Ink(String fill, String stroke, double width, String dash, double opacity) {
        static Ink fill(String colour) {
            return new Ink(colour, "none", 0, "", 1);
        }

        static Ink line(String colour, double width) {
            return new Ink("none", colour, width, "", 1);
        }

        Ink outlined(String colour, double lineWidth) {
            return new Ink(fill, colour, lineWidth, dash, opacity);
        }

        Ink dashed(String pattern) {
            return new Ink(fill, stroke, width, pattern, opacity);
        }

        Ink opacity(double value) {
            return new Ink(fill, stroke, width, dash, value);
        }
    }

    /** How a text is set. */
    record Type(double size, boolean bold, String colour, Anchor anchor) {
        Type size(double value) {
            return new Type(value, bold, colour, anchor);
        }

        Type bold(boolean value) {
            return new Type(size, value, colour, anchor);
        }

        Type colour(String value) {
            return new Type(size, bold, value, anchor);
        }

        Type start() {
            return new Type(size, bold, colour, Anchor.START);
        }

        Type middle() {
            return new Type(size, bold, colour, Anchor.MIDDLE);
        }

        Type end() {
            return new Type(size, bold, colour, Anchor.END);
        }

        double width(String text) {
            return Letters.width(Letters.clean(text), size, bold);
        }
    }

    private final double width;
    private final double height;
    private final String name;
    private final StringBuilder body = new StringBuilder();

    /**
     * Starts a picture.
     *
     * @param width in pixels
     * @param height in pixels
     * @param name what it shows, for those who cannot see it
     */
    Svg(double width, double height, String name) {
        this.width = width;
        this.height = height;
        this.name = name;
    }

    Svg rect(double x, double y, double w, double h, double radius, Ink ink) {
        body.append("<rect");
        number("x", x);
        number("y", y);
        number("width", Math.max(0, w));
        number("height", Math.max(0, h));
        if (radius > 0) number("rx", radius);
        return close(ink);
    }

    Svg circle(double x, double y, double radius, Ink ink) {
        body.append("<circle");
        number("cx", x);
        number("cy", y);
        number("r", radius);
        return close(ink);
    }

    Svg line(double x1, double y1, double x2, double y2, Ink ink) {
        body.append("<line");
        number("x1", x1);
        number("y1", y1);
        number("x2", x2);
        number("y2", y2);
        return close(ink);
    }

    Svg path(Path path, Ink ink) {
        body.append("<path d=\"").append(path.data.toString().strip()).append('"');
        return close(ink);
    }

    Svg text(double x, double y, String text, Type type) {
        return text(x, y, text, type, 0);
    }

    /** A text turned by so many degrees about its point. */
    Svg text(double x, double y, String text, Type type, double degrees) {
        body.append("<text");
        number("x", x);
        number("y", y);
        number("font-size", type.size());
        if (type.bold()) body.append(" font-weight=\"600\"");
        if (type.anchor() != Anchor.START) attribute("text-anchor", type.anchor().word);
        attribute("fill", type.colour());
        if (degrees != 0) attribute("transform", "rotate(" + of(degrees) + " " + of(x) + " " + of(y) + ")");
        body.append('>').append(Displayable.escape(Letters.clean(text))).append("</text>\n");
        return this;
    }

    /** Starts a group whose parts share a tooltip. */
    Svg open(String tooltip) {
        body.append("<g><title>")
                .append(Displayable.escape(Letters.clean(tooltip)))
                .append("</title>\n");
        return this;
    }

    /** Ends the group started last. */
    Svg close() {
        body.append("</g>\n");
        return this;
    }

    /** The whole document, on a white card that stays legible on a dark page. */
    String document() {
        StringBuilder out = new StringBuilder(body.length() + 600);
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(of(width));
        out.append("\" height=\"")
                .append(of(height))
                .append("\" viewBox=\"0 0 ")
                .append(of(width));
        out.append(' ')
                .append(of(height))
                .append("\" role=\"img\" style=\"max-width:100%;height:auto\" font-family=\"");
        out.append(Theme.FONT).append("\">\n<title>").append(Displayable.escape(Letters.clean(name)));
        out.append("</title>\n<rect x=\"0.5\" y=\"0.5\" width=\"")
                .append(of(width - 1))
                .append("\" height=\"");
        out.append(of(height - 1))
                .append("\" rx=\"8\" fill=\"")
                .append(Theme.PAPER)
                .append("\" stroke=\"");
        out.append(Theme.FRAME).append("\"/>\n").append(body);
        return out.append("</svg>\n").toString();
    }

    private Svg close(Ink ink) {
        attribute("fill", ink.fill());
        if (!ink.stroke().equals("none")) {
            attribute("stroke", ink.stroke());
            number("stroke-width", ink.width());
            if (!ink.dash().isEmpty()) attribute("stroke-dasharray", ink.dash());
        }
        if (ink.opacity() < 1) number("opacity", ink.opacity());
        body.append("/>\n");
        return this;
    }

    private void attribute(String key, String value) {
        body.append(' ').append(key).append("=\"").append(value).append('"');
    }

    private void number(String key, double value) {
        attribute(key, of(value));
    }

    /** A coordinate: at most two decimals, no exponent, no negative zero. */
    static String of(double value) {
        if (!(Math.abs(value) < 1e9)) throw new IllegalStateException("no place on a picture: " + value);
        long hundredths = Math.round(value * 100);
        String sign = hundredths < 0 ? "-" : "";
        long size = Math.abs(hundredths);
        String whole = sign + size / 100;
        long rest = size % 100;
        if (rest == 0) return whole;
        return whole + (rest % 10 == 0 ? "." + rest / 10 : rest < 10 ? ".0" + rest : "." + rest);
    }

    /** The outline of a shape. */
    static final class Path {
        private final StringBuilder data = new StringBuilder();

        Path move(double x, double y) {
            return add("M", x, y);
        }

        Path line(double x, double y) {
            return add("L", x, y);
        }

        Path curve(double x1, double y1, double x2, double y2, double x, double y) {
            return add("C", x1, y1, x2, y2, x, y);
        }

        Path bend(double x1, double y1, double x, double y) {
            return add("Q", x1, y1, x, y);
        }

        Path shut() {
            data.append("Z ");
            return this;
        }

        private Path add(String command, double... numbers) {
            data.append(command);
            for (double number : numbers) data.append(of(number)).append(' ');
            return this;
        }
    }
}
