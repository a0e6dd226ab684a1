package xnorsim.cli.proof;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xnorsim.base.InputException;
import xnorsim.cli.io.Bundle;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.GivenOptions;
import xnorsim.cli.io.OutputFiles;
import xnorsim.cli.io.OutputOptions;
import xnorsim.network.Network;
import xnorsim.network.file.NetworkFile;
import xnorsim.proof.certificate.Certificate;
import xnorsim.proof.certificate.CertificateCheck;
import xnorsim.proof.certificate.CertificateFile;
import xnorsim.proof.certificate.Certifier;
import xnorsim.proof.certificate.Hashes;

/** {@code xnorsim certify}: how many bits decide as the real-valued equations do, on every input. */
@Command(name = "certify", sortOptions = false, description = {
        "Finds the fewest fraction bits and the membrane width that give exactly the spikes and classes of the"
                + " real-valued equations, for every possible input.",
        "Neurons that fire above or at (>=) their threshold, soft and hard resets, spikes and direct coding are decided"
                + " exactly. Layers that leak are certified by a bound of the error, or by trying every input; a row"
                + " that neither decides is reported with the bound.",
        "--check verifies an existing certificate with independent code. Exit code 1: not certified."})
public final class CertifyCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Model file (.npz), or a folder"
            + " with a model.npz (default: the bundled one).")
    private Optional<Path> model;

    @Option(names = "--time-steps", paramLabel = "T", description = "Time steps per input, 1..256 (default: the"
            + " model's).")
    private Optional<Integer> timeSteps;

    @Option(names = "--fraction-bits", paramLabel = "F", description = "Certify this number instead of searching for"
            + " the fewest.")
    private Optional<Integer> fractionBits;

    @Option(names = "--out", paramLabel = "CERT.json", description = "Write the certificate, if there is one.")
    private Optional<Path> out;

    @Option(names = "--check", paramLabel = "CERT.json", description = "Check this certificate of the model.")
    private Optional<Path> check;

    @Mixin
    private OutputOptions form;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path file = Bundle.model(model);
        Network network = NetworkFile.read(file).network();
        String hash = Hashes.ofModel(file);
        if (check.isPresent()) {
            new GivenOptions(spec).refuseBeside("--check", "--time-steps", "--fraction-bits", "--out");
            return check(check.get(), file, network, hash);
        }
        timeSteps.filter(steps -> steps < 1 || steps > Certifier.MAX_TIME_STEPS).ifPresent(steps -> {
            throw new InputException("--time-steps is " + steps + ", expected 1.." + Certifier.MAX_TIME_STEPS);
        });
        OutputFiles.requireApart(List.of(file), out.stream().toList());
        out.ifPresent(OutputFiles::requireWritable);
        long begin = System.nanoTime();
        Certificate certificate = new Certifier(network, timeSteps.orElse(network.timeSteps()),
                fractionBits.map(OptionalInt::of).orElseGet(OptionalInt::empty)).certificate();
        CertifyReport report = CertifyReport.of(network, file, certificate, (System.nanoTime() - begin) / 1e9);
        if (certificate.isCertified()) {
            out.ifPresent(path -> new CertificateFile(certificate, hash).write(path));
        }
        form.print(report::toJson, report::toText);
        return certificate.isCertified() ? ExitCode.OK : ExitCode.DIFFERENCE;
    }

    private int check(Path file, Path modelFile, Network network, String hash) {
        CertificateFile read = CertificateFile.read(file);
        if (!read.modelHash().equals(hash)) {
            throw new InputException(file + ": certifies the model file with SHA-256 " + read.modelHash() + ", but "
                    + modelFile + " has " + hash);
        }
        Certificate certificate = read.certificate();
        Optional<String> problem = CertificateCheck.problem(certificate, network);
        form.print(() -> CertifyReport.checkJson(certificate, problem), () -> problem
                .map(reason -> file + " does not hold: " + reason)
                .orElseGet(() -> String.format(Locale.ROOT,
                        "%s holds: %d fraction bits and %d-bit membranes give the spikes of the real-valued equations"
                                + " for every input of up to %d time steps",
                        file, certificate.fractionBits(), certificate.membraneBits(), certificate.timeSteps())));
        return problem.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENCE;
    }
}
