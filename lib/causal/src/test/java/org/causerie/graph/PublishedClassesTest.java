// SPDX-License-Identifier: Apache-2.0
package org.causerie.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Partial ancestral graphs that papers draw, with edges as in the tests of R package pcalg. */
class PublishedClassesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Zhang (2008), figure 6            | U -> Max -> Urs -> Eva; U -> Anna -> Eva       | U | Max o-o Urs; Max o-o Anna; Urs -> Eva; Anna -> Eva
            Zhang (2006), thesis, figure 5.2  | A -> D; B -> D; B -> E; C -> D; D -> E; U -> C; U -> D | U | A o-> D; B o-> D; B -> E; C o-> D; D -> E
            """)
    void classesWithHiddenVariables(String name, String drawn, String hidden, String expected) {
        Pag found = Mag.projection(Dag.of(drawn.split("; ")), List.of(hidden.split(" ")), List.of())
                .toPag();
        assertThat(found)
                .as(name)
                .isEqualTo(Pag.of(found.names(), Pag.of(expected.split("; ")).edges()));
    }

    /** Richardson and Spirtes (2002), figure 11 (iv): a vertex is selected on; whatever A is, it is no effect of D. */
    @ParameterizedTest
    @CsvSource("A -> E -> B; F -> B -> G -> C -> D; F -> D")
    void aClassWithSelection(String drawn) {
        Pag found = Mag.projection(Dag.of(drawn.split("; ")), List.of("E", "F"), List.of("G"))
                .toPag();
        assertThat(found.edges())
                .anyMatch(edge -> edge.equals(new Edge("A", "D", Mark.CIRCLE, Mark.ARROW))
                        || edge.equals(new Edge("A", "D", Mark.CIRCLE, Mark.ARROW).reversed()));
    }
}
