// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.causerie.CausalException;
import org.junit.jupiter.api.Test;

class KnowledgeTest {

    @Test
    void laterTiersNeverCauseEarlierOnes() {
        Knowledge known = Knowledge.tiers(Set.of("age", "sex"), Set.of("diet"), Set.of("weight"));
        assertThat(known.forbidden("weight", "age")).isTrue();
        assertThat(known.forbidden("age", "weight")).isFalse();
        assertThat(known.forbidden("age", "sex")).isFalse();
        assertThat(known.forbidden("weight", "unplaced")).isFalse();
        assertThat(known.forbidden("unplaced", "age")).isFalse();
    }

    @Test
    void requiredForbiddenAndRootsBind() {
        Knowledge known = Knowledge.none().require("a", "b").forbid("b", "c").root("d");
        assertThat(known.required("a", "b")).isTrue();
        assertThat(known.required("b", "a")).isFalse();
        assertThat(known.forbidden("b", "a"))
                .as("the reverse of a required arrow")
                .isTrue();
        assertThat(known.forbidden("b", "c")).isTrue();
        assertThat(known.forbidden("c", "b")).isFalse();
        assertThat(known.forbidden("a", "d")).isTrue();
        assertThat(known.forbidden("d", "a")).isFalse();
        assertThat(Knowledge.none().isEmpty()).isTrue();
        assertThat(known.isEmpty()).isFalse();
    }

    @Test
    void contradictionsAreRefused() {
        Knowledge tiers = Knowledge.tiers(Set.of("a"), Set.of("b"));
        refused(() -> tiers.require("b", "a"), "b -> a", "later tier");
        refused(() -> Knowledge.none().require("a", "b").forbid("a", "b"), "a -> b", "also forbidden");
        refused(() -> Knowledge.none().require("a", "b").root("b"), "a -> b", "root");
        refused(() -> Knowledge.none().require("a", "b").require("b", "c").require("c", "a"), "cycle", "c -> a");
        refused(() -> Knowledge.tiers(Set.of("a"), Set.of("a", "b")), "\"a\"", "two tiers");
        refused(() -> Knowledge.none().forbid("a", "a"), "\"a\"", "own cause");
        assertThat(Knowledge.none()
                        .require("a", "b")
                        .require("b", "c")
                        .require("a", "c")
                        .required("a", "c"))
                .isTrue();
    }

    @Test
    void unknownNamesAreNamed() {
        Knowledge known = Knowledge.none().forbid("smoke", "cancer");
        assertThat(known.check(List.of("smoke", "cancer"))).isSameAs(known);
        refused(() -> known.check(List.of("smokes", "cancer")), "variable \"smoke\"", "did you mean smokes?");
    }

    private static void refused(Runnable work, String... parts) {
        assertThatThrownBy(work::run).isInstanceOf(CausalException.class).hasMessageContainingAll(parts);
    }
}
