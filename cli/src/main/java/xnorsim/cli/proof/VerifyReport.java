package xnorsim.cli.proof;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.Numbers;
import xnorsim.cli.io.Table;
import xnorsim.cli.io.Version;
import xnorsim.cli.run.RunReport;
import xnorsim.network.Network;
import xnorsim.proof.certificate.Certificate;
import xnorsim.proof.certificate.Hashes;
import xnorsim.proof.verify.Fault;
import xnorsim.proof.verify.Finding;
import xnorsim.proof.verify.Verification;

/**
 * What {@code xnorsim verify} says.
 *
 * @param network     the network
 * @param model       its file
 * @param seed        of everything random
 * @param fault       of the hardware, if one was put in
 * @param certificate that the network's numbers are held by
 * @param result      what was compared
 * @param command     that shows the first difference as a waveform
 * @param seconds     wall-clock time
 */
record VerifyReport(Network network, Path model, long seed, Optional<Fault> fault, Optional<Certificate> certificate,
        Verification.Result result, Optional<String> command, double seconds) {

    /** One JSON object; with what depends on the machine, or without. */
    String toJson(boolean machine) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("equal", result.first().isEmpty());
        values.put("fault", fault.map(Fault::label));
        values.put("xnorsim", Version.text());
        values.put("java", Integer.toString(Runtime.version().feature()));
        values.put("seed", seed);
        values.put("subarrays", values(result.subarrays()));
        values.put("images", values(result.images()));
        values.put("network", network.name());
        values.put("model_sha256", Hashes.ofModel(model));
        values.put("certified", certificate.isPresent());
        values.put("fraction_bits", certificate.map(Certificate::fractionBits));
        values.put("membrane_bits", certificate.map(Certificate::membraneBits));
        values.put("first_difference", result.first().map(this::values));
        if (machine) {
            values.put("wall_seconds", seconds);
        }
        return Json.object(values);
    }

    private static Map<String, Object> values(Verification.Part part) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("compared", part.items());
        values.put("different", part.different());
        values.put("spikes", part.spikes());
        values.put("membranes", part.membranes());
        values.put("dots", part.dots());
        values.put("register_values", part.registers());
        values.put("cycle_numbers", part.times());
        values.put("spikes_compared_unrounded", part.exactSpikes());
        values.put("spikes_changed_by_rounding", part.rounded());
        values.put("trace_sha256", part.hash());
        return values;
    }

    private Map<String, Object> values(Finding finding) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("subarray", optional(finding.subarray()));
        values.put("image", finding.image());
        values.put("layer", finding.layer().isPresent()
                ? Optional.of(network.layers().get(finding.layer().getAsInt()).name())
                : Optional.empty());
        values.put("time_step", finding.timeStep());
        values.put("slot", finding.slot());
        values.put("row", finding.row() < 0 ? Optional.empty() : Optional.of(finding.row()));
        values.put("position", finding.position());
        values.put("cycle",
                finding.cycle().isPresent() ? Optional.of(finding.cycle().getAsLong()) : Optional.empty());
        values.put("quantity", finding.quantity());
        values.put("judge", finding.judge());
        values.put("expected", finding.expected());
        values.put("got", finding.got());
        values.put("command", command);
        return values;
    }

    private static Optional<Integer> optional(OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }

    /** A difference in words. */
    static String sentence(Finding finding) {
        if (finding.subarray().isEmpty() && finding.layer().isEmpty()) {
            return "image " + finding.image() + ": the run stopped: " + finding.got();
        }
        return (finding.subarray().isPresent()
                ? "subarray " + finding.subarray().getAsInt() + ", sample " + finding.image()
                : "image " + finding.image() + ", layer " + finding.layer().orElseThrow())
                + ", time step " + finding.timeStep() + ", slot " + finding.slot()
                + (finding.row() < 0 ? "" : ", row " + finding.row()) + ", position " + finding.position()
                + (finding.cycle().isPresent() ? ", cycle " + finding.cycle().getAsLong() : "") + ": "
                + finding.quantity() + " is " + finding.got() + ", expected " + finding.expected() + " ("
                + finding.judge() + ")";
    }

    /** A summary for people. */
    String toText() {
        Table table = new Table();
        fault.ifPresent(f -> table.row("fault", f.label() + ": " + f.description()));
        Verification.Part arrays = result.subarrays();
        if (arrays.items() > 0) {
            table.row("subarrays", String.format(Locale.ROOT,
                    "%,d random, seed %d: %,d spikes, membranes and dot products, %,d register values, %,d lengths; %,d"
                            + " differ",
                    arrays.items(), seed, arrays.spikes(), arrays.registers(), arrays.times(), arrays.different()));
            table.row("", String.format(Locale.ROOT,
                    "%,d certified spikes compared without rounding; rounding changes %,d others",
                    arrays.exactSpikes(), arrays.rounded()));
            table.row("", "trace " + arrays.hash());
        }
        Verification.Part images = result.images();
        if (images.items() > 0) {
            table.row("network", String.format(Locale.ROOT,
                    "%s (%s), %,d images: %,d spikes, %,d membranes, %,d cycle numbers; %,d differ", network.name(),
                    RunReport.shown(model), images.items(), images.spikes(), images.membranes(), images.times(),
                    images.different()));
            table.row("", certificate.map(c -> String.format(Locale.ROOT,
                    "%d fraction bits, %d-bit membranes, certified for every input; spikes compared without rounding",
                    c.fractionBits(), c.membraneBits())).orElse("not certified; rounded parameters compared"));
            table.row("", "trace " + images.hash());
        }
        table.row("time", Numbers.duration(seconds));
        table.row("result", verdict());
        result.first().ifPresent(finding -> table.row("first", sentence(finding)));
        command.ifPresent(line -> table.row("waveform", line));
        return table.toString();
    }

    private String verdict() {
        boolean equal = result.first().isEmpty();
        if (fault.isPresent()) {
            return equal ? "NOT DETECTED: no difference despite the fault" : "fault detected";
        }
        return equal ? "all equal" : "DIFFERENT";
    }
}
