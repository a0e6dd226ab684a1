package xnorsim.explore.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import xnorsim.base.InputException;
import xnorsim.explore.StudyRunner;
import xnorsim.explore.report.ResultFiles;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Study;
import xnorsim.explore.study.StudyFile;
import xnorsim.explore.study.StudyInputs;

/**
 * {@code spark-submit --class xnorsim.explore.spark.SparkStudy explore-spark-submit.jar STUDY.yaml DIR}: a study on a
 * cluster. The study, its models and its images must lie at the same places on the driver and on every worker. Run
 * again with the same folder, it goes on with the points that are not in the journal there.
 */
public final class SparkStudy {

    private static final int BAD_INPUT = 2;

    private SparkStudy() {}

    /** Runs the study named by the first argument into the folder named by the second. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("xnorsim: usage: SparkStudy STUDY.yaml DIR");
            System.exit(BAD_INPUT);
        }
        try {
            run(Path.of(arguments[0]), Path.of(arguments[1]));
        } catch (InputException e) {
            System.err.println("xnorsim: " + e.getMessage());
            System.exit(BAD_INPUT);
        }
    }

    private static void run(Path file, Path folder) throws IOException {
        Study study = read(file);
        StudyInputs inputs = StudyInputs.read(study);
        Files.createDirectories(folder);
        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("xnorsim " + study.name()))) {
            SparkEvaluations evaluations = new SparkEvaluations(spark,
                    new PointTask(file.toAbsolutePath().toString(), inputs.digest()));
            List<PointResult> results = StudyRunner.run(study, inputs, folder.resolve(ResultFiles.JOURNAL), evaluations,
                    done -> {});
            ResultFiles files = new ResultFiles(study, results, "./xnorsim explore " + file);
            files.write(folder, SparkStudy::say);
            files.whyNoFront().ifPresent(SparkStudy::say);
            System.out.println("study " + study.name() + ": " + results.size() + " points in " + folder);
        }
    }

    private static void say(String sentence) {
        System.err.println("xnorsim: " + sentence);
    }

    /** Reads a study that names its model and its images: there are no bundled ones on a cluster. */
    static Study read(Path file) {
        return StudyFile.read(file, new StudyFile.Defaults() {
            @Override
            public Path model() {
                throw InputException.missing("study", "model", "a model file, at the same place on every machine");
            }

            @Override
            public Path data(Path model) {
                throw InputException.missing("study", "data", "a folder of images, at the same place on every machine");
            }
        });
    }
}
