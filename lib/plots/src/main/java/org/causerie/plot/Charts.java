// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.causerie.Displayable;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.IChart;

/**
 * XChart's charts of every type as documents.
 *
 * <p>XChart measures and outlines its letters with the fonts of the machine: a chart is the same to the byte on every
 * run of one machine, but may differ between machines.
 */
public final class Charts {
    private static final Pattern CLIP = Pattern.compile("(id=\"|url\\(#)(clip-?\\d+)");
    private static final Pattern LONG = Pattern.compile("-?\\d+\\.\\d{3,}(?:E-?\\d+)?");
    private static final Pattern PLACES =
            Pattern.compile(" (?:d|transform|points|[cr]?[xy][12]?|r|width|height)=\"[^\"]*\"");

    private Charts() {}

    /** A chart as a complete SVG document that can stand inside a page beside others. */
    public static String svg(IChart chart) {
        return tidied(chart, new String(encoded(chart, "svg"), StandardCharsets.UTF_8));
    }

    /** A chart as a PNG image. */
    public static byte[] png(IChart chart) {
        return encoded(chart, "png");
    }

    private static byte[] encoded(IChart chart, String format) {
        try {
            return ChartEncoder.getBytes(chart, format);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without prologue and needless decimals, with a title for those who cannot see it and ids that no other chart has. */
    private static String tidied(IChart chart, String document) {
        String body = document.substring(document.indexOf("<svg")).strip();
        body = PLACES.matcher(body).replaceAll(found -> Matcher.quoteReplacement(shortened(found.group())));
        List<String> clips = new ArrayList<>();
        CLIP.matcher(body).results().map(found -> found.group(2)).distinct().forEach(clips::add);
        String numbered =
                CLIP.matcher(body).replaceAll(found -> found.group(1) + "clip" + clips.indexOf(found.group(2)));
        String key = Integer.toHexString(numbered.hashCode()) + "-";
        body = CLIP.matcher(numbered).replaceAll(found -> found.group(1) + "c" + key + found.group(2));
        int open = body.indexOf('>');
        String name = Displayable.escape(Letters.clean(chart.getTitle()));
        return body.substring(0, open) + " role=\"img\" style=\"max-width:100%;height:auto\"><title>" + name
                + "</title>" + body.substring(open + 1) + "\n";
    }

    private static String shortened(String attribute) {
        return LONG.matcher(attribute).replaceAll(found -> Svg.of(Double.parseDouble(found.group())));
    }
}
