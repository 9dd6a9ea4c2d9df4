// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.util.List;

/**
 * How every picture of the house looks: few lines, one font, the colours of Okabe and Ito, which people who
 * confuse red and green tell apart.
 */
final class Theme {
    static final String FONT = "Helvetica, Arial, &#39;Liberation Sans&#39;, &#39;DejaVu Sans&#39;, sans-serif";

    static final String PAPER = "#ffffff";
    static final String FRAME = "#d9dde3";
    static final String GRID = "#e8eaee";
    static final String AXIS = "#7a828e";
    static final String INK = "#1f2430";
    static final String SOFT = "#5a6372";

    static final String BLUE = "#0072b2";
    static final String ORANGE = "#e69f00";
    static final String GREEN = "#009e73";
    static final String PURPLE = "#aa4499";
    static final String SKY = "#56b4e9";
    static final String VERMILION = "#d55e00";
    static final String GREY = "#8a929e";

    /** The colours of series, in order. */
    static final List<String> SERIES = List.of(BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION, GREY);

    static final Svg.Type TITLE = new Svg.Type(15, true, INK, Svg.Anchor.START);
    static final Svg.Type NOTE = new Svg.Type(12, false, SOFT, Svg.Anchor.START);
    static final Svg.Type LABEL = new Svg.Type(12, false, INK, Svg.Anchor.START);
    static final Svg.Type TICK = new Svg.Type(11, false, SOFT, Svg.Anchor.MIDDLE);

    /** The width of a chart in pixels: a notebook's column with some room. */
    static final double WIDTH = 720;

    private Theme() {}

    static String series(int number) {
        return SERIES.get(number % SERIES.size());
    }
}
