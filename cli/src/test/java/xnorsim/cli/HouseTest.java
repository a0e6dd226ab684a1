package xnorsim.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.chip.control.TimelineObserver;
import xnorsim.chip.run.ActivityRecorder;
import xnorsim.chip.run.Session;
import xnorsim.chip.spikes.SpikeObserver;
import xnorsim.sim.KernelChoice;

/** The shape of the code: small packages, and dependencies that point one way. */
class HouseTest {
    private static final int MAX_TYPES = 20;
    private static final int MAX_COLUMNS = 120;
    private static final Pattern WRITTEN = Pattern.compile(
            "(.*/)?([^/]+\\.(java|md|sh|py|js|css|html|xml|ya?ml|properties|sv|vlt|cpp|h|tcl)"
                    + "|xnorsim|run|find-jdk25|Makefile)");
    private static final Pattern ELSEWHERE = Pattern.compile("^out/|(^|/)(target|\\.(?!ci/)[^/]+)/");

    /** What {@code chip} passes on to the modules above it. */
    private static final String PARTS = "xnorsim.arrays.. xnorsim.neurons.. xnorsim.network.. xnorsim.trace.."
            + " xnorsim.sim.. xnorsim.base..";

    private static final Set<String> KNOW_ALL = Set.of("xnorsim.cli", "xnorsim.benchmarks", "xnorsim.extensions");

    /**
     * What commands make of layouts and simulations themselves, each with its reason.
     */
    private static final Set<String> MADE_BY_COMMANDS = Set.of(
            // The one place that lays a network out on a user's file, and names the file in what the layout refuses.
            "NetworkMapping makes Mapping",
            // A single subarray, which has no Session; names the files of its weights in what it refuses.
            "SubarrayFiles makes MacroSimulation");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(place -> !place.contains("/test-classes/") && !place.contains("-tests.jar"))
            .importPackages("xnorsim");

    @Test
    void packages_haveAtMostTwentyTypes() {
        Map<String, Long> sizes = CLASSES.stream().filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
        assertThat(sizes).containsKeys("xnorsim.sim", "xnorsim.chip.run", "xnorsim.train.net", "xnorsim.cli.io");
        assertThat(sizes.entrySet()).allMatch(size -> size.getValue() <= MAX_TYPES);
    }

    @Test
    void packages_haveNoCircles() {
        slices().matching("xnorsim.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /**
     * The arrows of docs/architecture.md, with what each of them passes on: the engine knows no hardware, parts do not
     * know each other, and the reference model shares nothing with what it judges.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            xnorsim.base..    | xnorsim.base..
            xnorsim.sim..     | xnorsim.sim..
            xnorsim.arrays..  | xnorsim.arrays.. xnorsim.sim.. xnorsim.base..
            xnorsim.neurons.. | xnorsim.neurons.. xnorsim.sim.. xnorsim.base..
            xnorsim.network.. | xnorsim.network.. xnorsim.base..
            xnorsim.trace..   | xnorsim.trace.. xnorsim.sim.. xnorsim.base..
            xnorsim.nir..     | xnorsim.nir.. xnorsim.network.. xnorsim.base..
            xnorsim.train..   | xnorsim.train.. xnorsim.network.. xnorsim.base..
            xnorsim.plot..    | xnorsim.plot.. xnorsim.network.. xnorsim.base..
            xnorsim.chip..    | xnorsim.chip.. PARTS
            xnorsim.cost..    | xnorsim.cost.. xnorsim.chip.. PARTS
            xnorsim.analog..  | xnorsim.analog.. xnorsim.chip.. PARTS
            xnorsim.rtl..     | xnorsim.rtl.. xnorsim.chip.. PARTS
            xnorsim.proof..   | xnorsim.proof.. xnorsim.chip.. PARTS
            xnorsim.explore.. | xnorsim.explore.. xnorsim.analog.. xnorsim.cost.. xnorsim.plot.. xnorsim.chip.. PARTS
            """)
    void module_knowsOnly(String module, String known) {
        classes().that().resideInAPackage(module).should().onlyDependOnClassesThat(
                JavaClass.Predicates.resideInAnyPackage(known.replace("PARTS", PARTS).split(" "))
                        .or(JavaClass.Predicates.resideOutsideOfPackage("xnorsim..")))
                .check(CLASSES);
    }

    /** Every module but those that know all has its arrows in the table. */
    @Test
    void modules_areAllInTheTable() throws Exception {
        String table = HouseTest.class.getDeclaredMethod("module_knowsOnly", String.class, String.class)
                .getAnnotation(CsvSource.class).textBlock();
        Set<String> modules = CLASSES.stream().map(JavaClass::getPackageName)
                .map(name -> name.replaceFirst("(xnorsim\\.\\w+).*", "$1")).filter(name -> !KNOW_ALL.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(table.lines().map(line -> line.replaceFirst("\\.\\..*", "")))
                .containsExactlyInAnyOrderElementsOf(modules);
    }

    @Test
    void chip_isBuiltInFloors() {
        String[] floors = {"arch", "spikes", "layout", "control", "count", "subarray", "layer", "macro", "replay",
                "run", "session"};
        var rule = layeredArchitecture().consideringOnlyDependenciesInAnyPackage("xnorsim.chip..");
        for (String floor : floors) {
            rule = rule.layer(floor).definedBy("xnorsim.chip." + floor);
        }
        rule.whereLayer("arch").mayNotAccessAnyLayer()
                .whereLayer("spikes").mayNotAccessAnyLayer()
                .whereLayer("layout").mayOnlyAccessLayers("arch", "spikes")
                .whereLayer("control").mayOnlyAccessLayers("arch", "spikes", "layout")
                .whereLayer("count").mayOnlyAccessLayers("arch", "spikes", "layout")
                .whereLayer("subarray").mayOnlyAccessLayers("arch", "spikes", "layout", "control")
                .whereLayer("layer").mayOnlyAccessLayers("arch", "spikes", "layout", "control", "count", "subarray")
                .whereLayer("macro").mayOnlyAccessLayers("arch", "spikes", "layout", "subarray")
                .whereLayer("replay").mayOnlyAccessLayers("arch", "spikes", "layout")
                .whereLayer("run").mayOnlyBeAccessedByLayers("session")
                .whereLayer("session").mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    /**
     * Every kind of file that people write, with comments and text blocks. Exempt are:
     * <ul>
     * <li>rows of tables in Markdown, as a row cannot be broken;
     * <li>build/eclipse-format.xml, as its long lines are names of Eclipse's settings;
     * <li>target, out and hidden folders but .ci, as what lies there is built, or no part of the project;
     * <li>all other kinds, such as figures, tables of results and help texts, as programs write them.
     * </ul>
     */
    @Test
    void lines_areAtMost120Columns() throws IOException {
        Path root = Path.of("..");
        List<String> kinds = new ArrayList<>();
        List<String> tooLong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (!WRITTEN.matcher(name).matches() || ELSEWHERE.matcher(name).find()
                        || name.equals("build/eclipse-format.xml")) {
                    continue;
                }
                kinds.add(name.replaceFirst("^.*[./]", ""));
                int number = 0;
                for (String line : Files.readAllLines(file)) {
                    number++;
                    if (line.length() > MAX_COLUMNS && !(name.endsWith(".md") && line.startsWith("|"))) {
                        tooLong.add(name + ":" + number + ": " + line.strip());
                    }
                }
            }
        }
        assertThat(kinds).contains("java", "md", "sh", "py", "js", "css", "html", "xml", "yaml", "sv", "cpp", "xnorsim",
                "run");
        assertThat(tooLong).isEmpty();
    }

    /** Whoever starts from Java has all that a command has; of the engine's package a command only sets the kernels. */
    @Test
    void commandLine_simulatesAndWatchesNothing() {
        noClasses().that().resideInAPackage("xnorsim.cli..").should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("xnorsim.sim")
                        .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(KernelChoice.class))))
                .orShould().dependOnClassesThat(JavaClass.Predicates.assignableTo(SpikeObserver.class)
                        .or(JavaClass.Predicates.assignableTo(TimelineObserver.class)))
                .check(CLASSES);
    }

    /** Commands run networks in a {@code Session}, as Java code does. */
    @Test
    void commandLine_makesNoLayoutAndNoSimulation() {
        DescribedPredicate<JavaClass> made = JavaClass.Predicates
                .resideInAnyPackage("xnorsim.chip.layout", "xnorsim.chip.control", "xnorsim.chip.macro",
                        "xnorsim.chip.run", "xnorsim.network.reference")
                .and(DescribedPredicate.not(JavaClass.Predicates.assignableTo(Record.class)))
                .and(DescribedPredicate.not(JavaClass.Predicates.belongToAnyOf(Session.class, ActivityRecorder.class)));
        Set<String> found = CLASSES.stream().filter(type -> type.getPackageName().startsWith("xnorsim.cli"))
                .flatMap(type -> type.getConstructorCallsFromSelf().stream())
                .filter(call -> made.test(call.getTargetOwner()))
                .map(call -> call.getOriginOwner().getSimpleName() + " makes " + call.getTargetOwner().getSimpleName())
                .collect(Collectors.toSet());
        assertThat(found).isEqualTo(MADE_BY_COMMANDS);
    }

    @Test
    void nothing_knowsTheCommandLine() {
        noClasses().that().resideOutsideOfPackage("xnorsim.cli..").should().dependOnClassesThat()
                .resideInAPackage("xnorsim.cli..").check(CLASSES);
    }

    @Test
    void names_areOfTheField() {
        noClasses().should().haveNameMatching("(?i).*(util|common|manager|helper|impl)s?(\\..*|\\$.*|$)")
                .check(CLASSES);
    }
}
