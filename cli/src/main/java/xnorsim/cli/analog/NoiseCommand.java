package xnorsim.cli.analog;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xnorsim.base.InputException;
import xnorsim.chip.run.Session;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputFiles;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.io.ProgressBar;
import xnorsim.explore.noise.ChipRecords;
import xnorsim.explore.noise.ChipResult;
import xnorsim.explore.noise.ChipSetting;
import xnorsim.explore.noise.ChipStudy;

/** {@code xnorsim noise}: accuracy over chips that were made alike and differ by chance. */
@Command(name = "noise", sortOptions = false, description = {
        "Monte Carlo over chips with an analog readout: mean accuracy, accuracy loss against the ideal readout, 95 %%"
                + " intervals of both over chips (Student's t) and over images (Clopper and Pearson),"
                + " and the worst chip.",
        "With --out, the same command resumes an interrupted run."})
public final class NoiseCommand implements Callable<Integer> {
    @Mixin
    private final AnalogRunOptions run = new AnalogRunOptions();

    @Option(names = "--chips", paramLabel = "K", defaultValue = "10", description = "Number of chips, drawn as 0 to"
            + " K-1 from the readout's seed (default: ${DEFAULT-VALUE}).")
    private int chips;

    /** Images where a user does not say how many, unless there are fewer. */
    private static final int USUAL_IMAGES = 100;

    @Option(names = "--images", paramLabel = "K", description = "The first K images, on every chip (default: "
            + USUAL_IMAGES + ", or all if fewer).")
    private Optional<Integer> images;

    @Option(names = "--out", paramLabel = "FILE", description = "Write one line per chip (CSV); continue after the"
            + " lines already there.")
    private Optional<Path> out;

    @Mixin
    private OutputOptions form;

    private final Output output;

    public NoiseCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        if (chips < 1 || chips > 1_000_000) {
            throw new InputException("--chips is " + chips + ", expected 1..1000000");
        }
        AnalogRunOptions.Opened opened = run.open("`noise`", images, USUAL_IMAGES, output);
        Session session = opened.session();
        session.kernel(session.mapping().kernelFor((double) opened.images() * chips));
        if (out.isEmpty()) {
            simulate(opened, Optional.empty());
            return ExitCode.OK;
        }
        OutputFiles.requireApart(opened.inputs(), List.of(out.get()));
        ChipSetting setting = ChipSetting.of(opened.model(),
                new ChipSetting.Layout(session.mapping(), opened.layout().certified()), opened.readout(),
                opened.labelled(), opened.images(), run.seed());
        try (ChipRecords records = ChipRecords.open(out.get(), setting, opened.images())) {
            simulate(opened, Optional.of(records));
        }
        return ExitCode.OK;
    }

    private void simulate(AnalogRunOptions.Opened opened, Optional<ChipRecords> records) {
        ChipStudy study = new ChipStudy(opened.session());
        long total = (long) chips * opened.images();
        long there = (long) records.map(file -> file.results().size()).orElse(0) * opened.images();
        List<ChipResult> results;
        try (ProgressBar bar = new ProgressBar(output, "simulating", "images", total, Math.min(total, there))) {
            results = study.run(opened.readout(), chips, records, done -> bar.show(done, ""));
        }
        NoiseReport report = new NoiseReport(opened.network().name(), opened.images(), run.seed(),
                study.ideal().accuracy(), results.subList(0, chips));
        form.print(report::json, report::text);
    }
}
