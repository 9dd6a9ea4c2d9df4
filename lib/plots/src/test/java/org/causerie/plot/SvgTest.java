// SPDX-License-Identifier: Apache-2.0
package org.causerie.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.causerie.plot.Svg.Ink;
import org.junit.jupiter.api.Test;

class SvgTest {

    @Test
    void numbersHaveAtMostTwoDecimals() {
        assertThat(Svg.of(1)).isEqualTo("1");
        assertThat(Svg.of(-0.004)).isEqualTo("0");
        assertThat(Svg.of(1.05)).isEqualTo("1.05");
        assertThat(Svg.of(1.5)).isEqualTo("1.5");
        assertThat(Svg.of(-12.345678)).isEqualTo("-12.35");
        assertThat(Svg.of(123456.789)).isEqualTo("123456.79");
    }

    @Test
    void textNeverBecomesMarkup() {
        String hostile =
                "</text><script>alert('1')</script> & \"quoted\" ]]> \n\t \u0000\u001b\ufffe\ud800 \u202Eevil 🎓 é 数";
        Svg svg = new Svg(100, 50, hostile)
                .open(hostile)
                .text(1, 2, hostile, Theme.LABEL)
                .close();
        svg.rect(0, 0, 10, 10, 0, Ink.fill(Theme.BLUE));
        Document document = Document.of(svg.document());
        assertThat(document.all("script")).isEmpty();
        assertThat(document.texts()).hasSize(1);
        assertThat(document.texts().get(0))
                .contains("<script>alert('1')</script> & \"quoted\" ]]>", "🎓 é 数")
                .doesNotContain("\n", "\u0000", "\u202E");
        assertThat(document.tooltips()).isEqualTo(document.texts());
    }

    @Test
    void longWordsAreCutToTheirRoom() {
        String name = "a very long name of a variable that goes on and on";
        for (double room : new double[] {40, 80, 160, 300}) {
            String cut = Letters.fit(name, 12, false, room);
            assertThat(Letters.width(cut, 12, false)).isLessThanOrEqualTo(room);
            assertThat(cut).startsWith("a").contains("…");
        }
        assertThat(Letters.fit(name, 12, false, 1000)).isEqualTo(name);
        assertThat(Letters.fit("🎓🎓🎓🎓🎓🎓🎓🎓", 12, false, 60)).doesNotContain("\ufffd");
        Document.of(new Svg(9, 9, Letters.fit("🎓🎓🎓🎓🎓🎓🎓🎓", 12, false, 60)).document());
    }

    @Test
    void scalesHoldTheirValuesAndEndOnTicks() {
        double[][] ranges = {{0, 1}, {-3, 7}, {0.12, 0.13}, {5, 5}, {0, 0}, {-1e6, 2e6}, {1e-7, 3e-7}, {-5, -5}};
        for (double[] range : ranges) {
            Scale scale = Scale.around(range[0], range[1], 6, 100, 500);
            assertThat(scale.low()).isLessThanOrEqualTo(range[0] + 1e-12);
            assertThat(scale.high()).isGreaterThanOrEqualTo(range[1] - 1e-12);
            assertThat(scale.ticks()).hasSizeBetween(2, 9);
            assertThat(scale.at(scale.low())).isEqualTo(100);
            assertThat(scale.at(scale.high())).isEqualTo(500);
            assertThat(scale.ticks().stream().map(scale::label)).doesNotHaveDuplicates();
        }
        assertThat(Scale.around(0, 1, 5, 0, 1).low()).isZero();
        assertThat(Scale.around(0, 1, 5, 0, 1).high()).isEqualTo(1);
    }

    @Test
    void numbersReadAsPeopleWriteThem() {
        assertThat(Numbers.fixed(-0.0004, 2)).isEqualTo("0.00");
        assertThat(Numbers.fixed(-1.5, 1)).isEqualTo("−1.5");
        assertThat(Numbers.count(1234)).isEqualTo("1234");
        assertThat(Numbers.count(1234567)).isEqualTo("1\u202f234\u202f567");
        assertThat(Numbers.percent(0.256)).isEqualTo("26 %");
    }
}
