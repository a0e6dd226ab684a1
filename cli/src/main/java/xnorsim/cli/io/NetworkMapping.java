package xnorsim.cli.io;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import xnorsim.base.InputException;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.layout.Mapping;
import xnorsim.network.Network;
import xnorsim.neurons.NeuronRule;
import xnorsim.proof.certificate.Certificate;
import xnorsim.proof.certificate.Certifier;
import xnorsim.proof.certificate.GridNetwork;

/**
 * A network laid out on the architecture of a file.
 *
 * @param mapping   the layout
 * @param certified whether its widths are those of a certificate over all inputs
 */
public record NetworkMapping(Mapping mapping, boolean certified) {

    /** Reads the architecture, all defaults without a file, and lays the network out on it. */
    public static NetworkMapping read(Optional<Path> arch, Network network, Output output) {
        ArchitectureFile file = arch.map(ArchitectureFile::readForNetwork).orElseGet(ArchitectureFile::none);
        arch.ifPresent(path -> {
            output.noteUnused(path, file, List.of("residual"),
                    "used for a single subarray; a network sets it for each layer");
            output.noteIdeal(path, file);
        });
        String where = arch.map(Path::toString).orElse("architecture");
        Architecture given = architecture(file, where, network);
        try {
            return new NetworkMapping(
                    file.certified() ? certified(file, where, given, network) : new Mapping(network, given),
                    file.certified());
        } catch (InputException e) {
            throw e.of("architecture", Path.of(where));
        }
    }

    /**
     * The same of the file of a command whose analysis must hold for the neuron.
     *
     * @throws InputException if it does not
     */
    public static NetworkMapping read(Path arch, Network network, Output output, NeuronRule.Analysis analysis,
            String command) {
        NetworkMapping read = read(Optional.of(arch), network, output);
        try {
            read.mapping.architecture().neuron().require(analysis, command);
        } catch (InputException e) {
            throw e.of("architecture", arch);
        }
        return read;
    }

    /** The architecture, with the time steps of the network, which a file may repeat but not contradict. */
    private static Architecture architecture(ArchitectureFile file, String where, Network network) {
        Architecture architecture = file.architecture();
        if (file.given().contains("time_steps") && architecture.timeSteps() != network.timeSteps()) {
            throw InputException.wrongValue(where, "time_steps", architecture.timeSteps(),
                    network.timeSteps() + ", as network " + network.name() + " was trained with");
        }
        return architecture.withTimeSteps(network.timeSteps());
    }

    /** With {@code fraction_bits: auto}, the parameters and the widths of a certificate over all inputs. */
    private static Mapping certified(ArchitectureFile file, String where, Architecture architecture,
            Network network) {
        architecture.neuron().require(NeuronRule.Analysis.CERTIFICATE, "`certify`, and so `fraction_bits: auto`,");
        Certificate certificate = Certifier.certify(network);
        if (!certificate.isCertified()) {
            throw new InputException(where + ": fraction_bits is auto, but network " + network.name()
                    + " cannot be certified; give a number (see `xnorsim certify`): "
                    + certificate.problem().orElseThrow());
        }
        int needed = certificate.membraneBits();
        if (file.given().contains("membrane_bits") && architecture.membraneBits() < needed) {
            throw InputException.wrongValue(where, "membrane_bits", architecture.membraneBits(),
                    "at least " + needed + ", as the certificate of network " + network.name() + " requires");
        }
        int width = file.given().contains("membrane_bits") ? architecture.membraneBits() : needed;
        return new Mapping(GridNetwork.of(network, certificate),
                architecture.withFixedPoint(certificate.fractionBits(), width));
    }
}
