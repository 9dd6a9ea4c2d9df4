// SPDX-License-Identifier: Apache-2.0
package org.causerie.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.causerie.CausalException;
import org.causerie.data.Dataset;
import org.causerie.data.Kind;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final Dataset DATA = Dataset.of(
                    List.of("match", "count", "size"), new double[][] {{0, 1}, {1, 2}, {0.5, 1.5}})
            .with("wind", Kind.NOMINAL, List.of("none", "some", "much"), new double[] {2, 0});

    @Test
    void anEventHappenedOrNot() {
        assertThat(Row.of(DATA, 0).is("match")).isFalse();
        assertThat(Row.of(DATA, 1).is("match")).isTrue();
    }

    @Test
    void whatIsNoEventIsRefused() {
        assertThatThrownBy(() -> Row.of(DATA, 0).is("wind"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("level(\"wind\")");
        assertThatThrownBy(() -> Row.of(DATA, 0).is("size"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("is a number");
        assertThatThrownBy(() -> Row.of(DATA, 0).is("mach"))
                .isInstanceOf(CausalException.class)
                .hasMessageContaining("match");
    }
}
