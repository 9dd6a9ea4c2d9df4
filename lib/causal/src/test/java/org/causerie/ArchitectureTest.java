// SPDX-License-Identifier: Apache-2.0
package org.causerie;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of the packages, and what no class of the library does. */
class ArchitectureTest {
    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.causerie");

    /** Each package may use only those before it. */
    private static final List<String> ORDER = List.of(
            "org.causerie",
            "org.causerie.graph",
            "org.causerie.identification",
            "org.causerie.data",
            "org.causerie.stat",
            "org.causerie.model",
            "org.causerie.discovery",
            "org.causerie.estimation",
            "org.causerie.refutation",
            "org.causerie.sensitivity",
            "org.causerie.explanation",
            "org.causerie.examples");

    @Test
    void packagesUseOnlyThoseAboveThem() {
        for (int i = 0; i < ORDER.size(); i++) {
            String[] below = ORDER.subList(i + 1, ORDER.size()).toArray(String[]::new);
            if (below.length == 0) continue;
            noClasses()
                    .that()
                    .resideInAPackage(ORDER.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(below)
                    .allowEmptyShould(true)
                    .check(LIBRARY);
        }
        classes().should().resideInAnyPackage(ORDER.toArray(String[]::new)).check(LIBRARY);
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("org.causerie.(*)..").should().beFreeOfCycles().check(LIBRARY);
    }

    @Test
    void identificationNeverSeesData() {
        noClasses()
                .that()
                .resideInAPackage("org.causerie.identification")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.causerie.data", "tech.tablesaw..")
                .check(LIBRARY);
    }

    @Test
    void theLibraryRunsWithoutAScreenAndWithoutJupyter() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "javax.swing..", "org.dflib..", "org.zeromq..")
                .check(LIBRARY);
    }

    @Test
    void randomnessComesFromSeeds() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Seed")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(LIBRARY);
    }

    @Test
    void nothingStaticCanChange() {
        fields().that().areStatic().should().beFinal().check(LIBRARY);
    }

    @Test
    void publicClassesAreRecordsOrFinalOrSealed() {
        classes()
                .that(describe("are public classes, not interfaces or exceptions", ArchitectureTest::isPublicClass))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(LIBRARY);
    }

    private static boolean isPublicClass(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.isInterface()
                && !type.isEnum()
                && !type.isAssignableTo(Throwable.class);
    }

    @Test
    void onlyUncheckedExceptionsAreDeclared() {
        DescribedPredicate<JavaClass> checked = describe(
                "are checked exceptions",
                type -> type.isAssignableTo(Exception.class) && !type.isAssignableTo(RuntimeException.class));
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .declareThrowableOfType(checked)
                .check(LIBRARY);
    }
}
