// SPDX-License-Identifier: Apache-2.0
package org.causerie.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.causerie.CausalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("some data.csv"), text);
    }

    @Test
    void kindsFollowTheText() throws IOException {
        Dataset data =
                Dataset.csv(file("a,b,c,d,e,f\n1,1.0,x,true,0,2020-01-02\n2,2.0,y,false,1,\n3,NA,z,,1,2020-01-04\n"));
        assertThat(data.names().stream().map(data::kind))
                .containsExactly(Kind.COUNT, Kind.CONTINUOUS, Kind.NOMINAL, Kind.BINARY, Kind.BINARY, Kind.CONTINUOUS);
        assertThat(data.values("b")).containsExactly(1, 2, Double.NaN);
        assertThat(data.values("d")).containsExactly(1, 0, Double.NaN);
        assertThat(data.values("f")).containsExactly(18263, Double.NaN, 18265);
    }

    @Test
    void quotesLineEndingsAndByteOrderMarksAreRead() throws IOException {
        Dataset data = Dataset.csv(file("\ufeffname,\"x, y\"\r\n\"a \"\"b\"\", c\",1.5\r\n\r\n\"two\nlines\",2.5"));
        assertThat(data.names()).containsExactly("name", "x, y");
        assertThat(data.values("x, y")).containsExactly(1.5, 2.5);
        assertThat(data.levels("name")).containsExactly("a \"b\", c", "two\nlines");
        assertThat(Dataset.csv(file("a;b\n1,5;2\n"), ';').names()).containsExactly("a", "b");
    }

    @Test
    void aTypeThatChangesLateIsFound() throws IOException {
        StringBuilder text = new StringBuilder("x\n");
        for (int row = 0; row < 20_000; row++) text.append(row).append('\n');
        Dataset data = Dataset.csv(file(text + "0.25\n"));
        assertThat(data.kind("x")).isEqualTo(Kind.CONTINUOUS);
        assertThat(data.values("x")[20_000]).isEqualTo(0.25);
        assertThat(Dataset.csv(file(text + "many\n")).kind("x")).isEqualTo(Kind.NOMINAL);
    }

    @Test
    void whatIsNoTableIsRefusedWithItsPlace() throws IOException {
        refused(file(""), "some data.csv is empty");
        refused(file("\n\n"), "is empty");
        refused(file("a,b\n"), "has a header (a, b) but no rows");
        refused(file("a,b\n1,2\n3\n"), "1 fields on line 3", "2 columns");
        refused(file("a,b\n\"1\n\",2\n3,4,5\n"), "3 fields on line 4");
        refused(file("a,b,a\n1,2,3\n"), "two columns named \"a\"");
        refused(file("a,,c\n1,2,3\n"), "no name for column 2");
        refused(file("a,b\n\"1,2\n3,4\n"), "a quote that opens on line 2 and never closes");
        refused(file("a;b\n1;2\n"), "Dataset.csv(file, ';')");
        refused(folder.resolve("none.csv"), "none.csv does not exist", "working folder");
        refused(folder, "is a folder");
        Files.write(folder.resolve("latin.csv"), new byte[] {'a', '\n', (byte) 0xe9, '\n'});
        refused(folder.resolve("latin.csv"), "not text in UTF-8");
    }

    @Test
    void aFileTooLargeForTheMemoryIsRefusedBeforeItIsRead() {
        CsvFile.requireMemory("The file f", 1_000_000_000, 4_000_000_000L);
        assertThatThrownBy(() -> CsvFile.requireMemory("The file f", 12_000_000_000L, 4_000_000_000L))
                .isInstanceOf(CausalException.class)
                .hasMessageContainingAll("12.0 GB", "48.0 GB of memory", "4.0 GB", "-Xmx48g");
    }

    private static void refused(Path file, String... parts) {
        assertThatThrownBy(() -> Dataset.csv(file))
                .isInstanceOf(CausalException.class)
                .hasMessageContainingAll(parts);
    }
}
