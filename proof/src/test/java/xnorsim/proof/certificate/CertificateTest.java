package xnorsim.proof.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.base.InputException;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.InputCoding;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.FirstLayer;
import xnorsim.network.neuron.Reset;
import xnorsim.network.neuron.Leak;
import xnorsim.network.neuron.Dynamics;
import xnorsim.network.SpikingLayer;
import xnorsim.network.neuron.Firing;
import xnorsim.proof.exact.EveryInput;
import xnorsim.proof.exact.FiringRow;
import xnorsim.proof.exact.Rational;
import xnorsim.proof.verify.ExactLayer;

class CertificateTest {
    @TempDir
    Path folder;

    private final Network network = new SmallLayers(5).network(4);
    private final Certificate certificate = Certifier.certify(network);

    private static Certificate with(Certificate c, LayerCertificate layer) {
        List<LayerCertificate> layers = new ArrayList<>(c.layers());
        layers.set(layer.index(), layer);
        return new Certificate(c.network(), c.timeSteps(), layers, c.fractionBits(), c.membraneBits());
    }

    private static LayerCertificate with(LayerCertificate l, int membraneBits, List<LayerCertificate.Row> rows) {
        return LayerCertificate.claimed(l.index(), l.name(), l.fractionBits(), membraneBits, rows);
    }

    /**
     * The checker agrees with all inputs: a row's parameters that it refuses spike otherwise for one, others for none.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void check_refusesExactlyWhatSpikesOtherwise(long seed) {
        Network random = new SmallLayers(seed).network(3);
        Certificate good = Certifier.certify(random);
        assertThat(good.isCertified()).isTrue();
        assertThat(CertificateCheck.problem(good, random)).isEmpty();
        int refused = 0;
        for (int l = 1; l <= 2; l++) {
            LayerCertificate layer = good.layers().get(l);
            List<FiringRow> rows = FiringRow.of((BinaryLayer) random.layers().get(l));
            for (int i = 0; i < rows.size(); i++) {
                for (int change = -2; change <= 2; change++) {
                    LayerCertificate.Row former = layer.rows().get(i);
                    LayerCertificate.Row row = new LayerCertificate.Row(
                            former.bias().add(BigInteger.valueOf(change)), former.threshold());
                    List<LayerCertificate.Row> changed = new ArrayList<>(layer.rows());
                    changed.set(i, row);
                    boolean differs = EveryInput.firstDifference(rows.get(i),
                            new FiringRow.Parameters(row.bias(), row.threshold()), layer.fractionBits(), 3) <= 3;
                    // The width is not the question here.
                    Certificate altered = new Certificate("small", 3,
                            with(good, with(layer, 40, changed)).layers(), good.fractionBits(), 64);
                    assertThat(CertificateCheck.problem(altered, random).isPresent()).isEqualTo(differs);
                    refused += differs ? 1 : 0;
                }
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void check_refusesAMembraneOneBitNarrower() {
        LayerCertificate layer = certificate.layers().get(1);
        Certificate narrow = with(certificate, with(layer, layer.membraneBits() - 1, layer.rows()));
        assertThat(CertificateCheck.problem(narrow, network).orElseThrow()).contains("one", "a membrane exceeds");
        Certificate all = new Certificate("small", 4, certificate.layers(), certificate.fractionBits(), 2);
        assertThat(CertificateCheck.problem(all, network).orElseThrow()).contains("do not fit");
    }

    @Test
    void check_refusesMoreTimeSteps_anotherModel_andFewerLayers() {
        assertThat(CertificateCheck.problem(certificate, new SmallLayers(6).network(4))).isPresent();
        Certificate fewer = new Certificate("small", 4, certificate.layers().subList(0, 3), 20, 40);
        assertThat(CertificateCheck.problem(fewer, network).orElseThrow()).contains("3 layers");
    }

    @Test
    void file_isReadAsItWasWritten() throws IOException {
        Path file = folder.resolve("cert.json");
        new CertificateFile(certificate, "abc").write(file);
        CertificateFile read = CertificateFile.read(file);
        assertThat(read.modelHash()).isEqualTo("abc");
        assertThat(read.certificate().fractionBits()).isEqualTo(certificate.fractionBits());
        assertThat(read.certificate().membraneBits()).isEqualTo(certificate.membraneBits());
        assertThat(read.certificate().layers()).map(LayerCertificate::rows)
                .isEqualTo(certificate.layers().stream().map(LayerCertificate::rows).toList());
        assertThat(CertificateCheck.problem(read.certificate(), network)).isEmpty();

        String text = Files.readString(file);
        for (String broken : new String[]{"", "[]", "{", text.replace("xnorsim-certificate", "other"),
                text.replaceFirst("\"bias\":\\[-?\\d", "\"bias\":[7"),
                text.replace("\"time_steps\":4", "\"time_steps\":0"),
                text.replaceFirst("\"threshold\":\\[\\d+,", "\"threshold\":["),
                text.replaceFirst("\"threshold\":\\[\\d+,", "\"threshold\":[1.5,"),
                text.replaceFirst("\"bias\":\\[[^\\]]*\\]", "\"bias\":{\"a\":1,\"b\":1,\"c\":1,\"d\":1}"),
                text.replace("\"layers\"", "\"layer\""),
                text.replace("\"version\":1", "\"version\":1,\"version\":1"),
                text.replace("\"version\":1", "\"version\":1,\"extra\":1"),
                text.replaceFirst("\"bias\"", "\"reset_to\":[],\"bias\""),
                text.replaceFirst("(\"bias\":\\[[^\\]]*\\])", "$1,$1"), text + "{}"}) {
            Files.writeString(file, broken);
            assertThatThrownBy(() -> CertificateFile.read(file)).isInstanceOf(InputException.class)
                    .hasMessageContaining("cert.json");
        }
    }

    /** A number of bits that is given is enough iff it is not less than the smallest one that was found. */
    @Test
    void fractionBits_given_areCertifiedOrRefuted() {
        boolean refuted = false;
        for (int bits = 0; bits <= certificate.fractionBits(); bits++) {
            Certificate fixed = new Certifier(network, 4, OptionalInt.of(bits)).certificate();
            boolean enough = certificate.layers().subList(1, 3).stream().map(LayerCertificate::fractionBits)
                    .allMatch(new Within(bits)::covers);
            assertThat(fixed.layers().subList(1, 3).stream().allMatch(LayerCertificate::isCertified)).isEqualTo(enough);
            refuted |= !enough;
        }
        assertThat(refuted).isTrue();
    }

    private record Within(int bits) {
        boolean covers(int needed) {
            return needed <= bits;
        }
    }

    /** Certificates of direct coding and hard resets hold for other code, and for parameters that are read again. */
    @ParameterizedTest
    @CsvSource({"1, POISSON", "2, POISSON", "3, POISSON", "1, DIRECT", "2, DIRECT", "3, DIRECT", "4, DIRECT"})
    void directCodingAndHardResets_areCertifiedAndChecked(long seed, InputCoding coding) {
        SmallLayers small = new SmallLayers(seed);
        Network hard = small.with(coding, true, small.network(4));
        Certificate good = Certifier.certify(hard);
        assertThat(good.problem()).isEmpty();
        assertThat(CertificateCheck.problem(good, hard)).isEmpty();
        Path file = folder.resolve("hard.json");
        new CertificateFile(good, "abc").write(file);
        assertThat(CertificateFile.read(file).certificate().layers()).map(LayerCertificate::rows)
                .isEqualTo(good.layers().stream().map(LayerCertificate::rows).toList());
        // The network on the certificate's grid holds the parameters with any number of further bits.
        Network grid = GridNetwork.of(hard, good);
        for (int l = 0; l < 3; l++) {
            LayerCertificate layer = good.layers().get(l);
            int bits = Math.max(good.fractionBits(), layer.fractionBits());
            assertThat(ExactLayer.rounded(grid.layers().get(l), bits)).isEqualTo(layer.rows().stream()
                    .map(row -> new FiringRow.Parameters(row.bias(), row.threshold(), row.reset())
                            .scaled(bits - layer.fractionBits()))
                    .map(LayerCertificate.Row::of).toList());
        }
    }

    /**
     * A soft layer's certificate is not one of the same layer with a hard reset, and a reset that is moved too far is
     * noticed.
     */
    @Test
    void check_ofAHardReset_noticesWhatSpikesOtherwise() {
        SmallLayers small = new SmallLayers(11);
        int refused = 0;
        for (int i = 0; i < 20; i++) {
            BinaryLayer layer = small.hard(4, 1, false);
            FiringRow row = FiringRow.of(layer).getFirst();
            Network one = new Network("hard", layer.geometry().input(), 3,
                    List.of(network.first(), layer, new LastLayer("last",
                            Geometry.fullyConnected(new Shape(1, 1, 1), 1), new FixedWeights(2, 0, new int[]{1}),
                            new double[1])));
            Certificate good = Certifier.certify(one);
            LayerCertificate claim = good.layers().get(1);
            LayerCertificate.Row former = claim.rows().getFirst();
            for (int change = -2; change <= 2; change++) {
                LayerCertificate.Row moved = new LayerCertificate.Row(former.bias(), former.threshold(),
                        former.reset().add(BigInteger.valueOf(change)));
                boolean differs = EveryInput.firstDifference(row, new FiringRow.Parameters(moved.bias(),
                        moved.threshold(), moved.reset()), claim.fractionBits(), 3) <= 3;
                Certificate altered = new Certificate("hard", 3, with(good, with(claim, 40, List.of(moved))).layers(),
                        good.fractionBits(), 64);
                assertThat(CertificateCheck.problem(altered, one).isPresent()).isEqualTo(differs);
                refused += differs ? 1 : 0;
            }
        }
        assertThat(refused).isPositive();
    }

    /** Rows of leaky layers that are certified spike alike on every input, and another program agrees about each. */
    @Test
    void leakyLayers_areCertifiedForTheFractionBitsOfTheChip() {
        int refused = 0;
        for (long seed = 1; seed <= 6; seed++) {
            refused += refusedChanges(seed);
        }
        assertThat(refused).isGreaterThan(20);
    }

    private int refusedChanges(long seed) {
        SmallLayers small = new SmallLayers(seed);
        Network leaky = small.leaky(true, small.with(InputCoding.POISSON, seed % 2 == 0, small.network(3)));
        Certificate good = Certifier.certify(leaky);
        assertThat(good.problem()).isEmpty();
        assertThat(CertificateCheck.problem(good, leaky)).isEmpty();
        int refused = 0;
        for (LayerCertificate layer : good.layers().subList(0, 3)) {
            SpikingLayer spiking = (SpikingLayer) leaky.layers().get(layer.index());
            if (!spiking.dynamics().leaks()) {
                continue;
            }
            assertThat(layer.fractionBits()).isEqualTo(Math.max(good.fractionBits(), Certifier.gridBits(spiking)));
            List<FiringRow> rows = FiringRow.of(spiking);
            for (int i = 0; i < rows.size(); i++) {
                LayerCertificate.Row former = layer.rows().get(i);
                for (int change : new int[]{0, -1, 2, 1 << (layer.fractionBits() / 2)}) {
                    LayerCertificate.Row row = new LayerCertificate.Row(former.bias().add(BigInteger.valueOf(change)),
                            former.threshold(), former.reset());
                    boolean differs = EveryInput.firstDifference(rows.get(i), new FiringRow.Parameters(row.bias(),
                            row.threshold(), row.reset()), layer.fractionBits(), 3) <= 3;
                    List<LayerCertificate.Row> changed = new ArrayList<>(layer.rows());
                    changed.set(i, row);
                    Certificate altered = new Certificate("small", 3, with(good, with(layer, 50, changed)).layers(),
                            good.fractionBits(), 64);
                    assertThat(CertificateCheck.problem(altered, leaky).isPresent()).isEqualTo(differs);
                    refused += differs ? 1 : 0;
                }
            }
            Certificate more = new Certificate("small", 3, good.layers(), good.fractionBits() + 1, 64);
            assertThat(CertificateCheck.problem(more, leaky).orElseThrow()).contains("do not fit");
        }
        return refused;
    }

    /** Of rows with too many inputs to try, both programs know the same. */
    @Property(tries = 12)
    void leakyRows_areCertifiedIffTheCheckAgrees(@ForAll long seed, @ForAll @IntRange(min = 10, max = 40) int fanIn,
            @ForAll @IntRange(min = 2, max = 6) int steps, @ForAll @IntRange(min = 4, max = 30) int bits) {
        BinaryLayer layer = new SmallLayers(seed).leaky(fanIn, 1);
        FiringRow row = FiringRow.of(layer).getFirst();
        Network one = new Network("leaky", layer.geometry().input(), steps,
                List.of(new FirstLayer("first", Geometry.fullyConnected(layer.geometry().input(), fanIn),
                        new FixedWeights(2, 0, new int[fanIn * fanIn]), Normalization.identity(fanIn), 1, 1,
                        InputCoding.POISSON), layer,
                        new LastLayer("last", Geometry.fullyConnected(new Shape(1, 1, 1), 1),
                                new FixedWeights(2, 0, new int[]{1}), new double[1])));
        FiringRow.Parameters parameters = RowSearch.nearest(row, bits);
        LeakyRow.Verdict verdict = new LeakyRow(row, steps).verdict(parameters, bits);
        int width = verdict instanceof LeakyRow.Verdict.Alike(var _, int needed) ? needed : 60;
        List<LayerCertificate> layers = new ArrayList<>(new Certifier(one, steps, OptionalInt.of(bits)).certificate()
                .layers());
        layers.set(1, LayerCertificate.claimed(1, "binary", bits, width,
                List.of(LayerCertificate.Row.of(parameters))));
        Optional<String> problem = CertificateCheck.problem(new Certificate("leaky", steps, layers, bits, 64), one);
        assertThat(problem.isEmpty()).as(verdict + " " + problem)
                .isEqualTo(verdict instanceof LeakyRow.Verdict.Alike);
    }

    /**
     * By hand: half of the membrane stays, 3 is taken off a sum of 0..8, the threshold is 5. u - floor(u / 2) rounds
     * up, so the fixed membrane is the real one rounded up after any number of steps: above 5 whenever the real one is,
     * with no fraction bit. But it may be 5 while the real one, a multiple of 1/8 after four steps, is below.
     */
    @ParameterizedTest
    @CsvSource({"0, false, true", "2, false, true", "0, true, false", "2, true, false", "3, true, true"})
    void halvedMembranes_needABitAStepToBeEqual(int bits, boolean at, boolean enough) {
        BinaryLayer plain = new SmallLayers(1).binary(8, 1, false);
        BinaryLayer half = new BinaryLayer("half", plain.geometry(), new byte[]{1, 1, 1, 1, 1, 1, 1, 1},
                new double[]{1}, new Normalization(new double[]{3}, new double[]{1}), 5, false, 1,
                new Dynamics(new Leak.Shift(1), at ? Firing.AT : Firing.ABOVE, Reset.SOFT));
        FiringRow row = FiringRow.of(half).getFirst();
        FiringRow.Parameters parameters = RowSearch.nearest(row, bits);
        assertThat(parameters).isEqualTo(new FiringRow.Parameters(BigInteger.valueOf(3L << bits),
                BigInteger.valueOf(5L << bits)));
        assertThat(new LeakyRow(row, 4).verdict(parameters, bits)).matches(verdict -> enough
                ? verdict instanceof LeakyRow.Verdict.Alike
                : verdict instanceof LeakyRow.Verdict.Differs);
    }

    /** 23 fraction bits for one layer and 51 bits of membranes in another are more than 64 together. */
    @Test
    void widthsThatExceedTheRegister_areNamed() {
        LayerCertificate.Row row = new LayerCertificate.Row(BigInteger.ZERO, BigInteger.ONE);
        List<LayerCertificate> layers = new ArrayList<>();
        int[][] bits = {{4, 10}, {23, 30}, {0, 51}, {2, 12}};
        for (int l = 0; l < 4; l++) {
            layers.add(LayerCertificate.claimed(l, "layer" + l, bits[l][0], bits[l][1], List.of(row)));
        }
        Certificate wide = new Certificate("wide", 4, layers, 23, 74);
        assertThat(wide.isCertified()).isFalse();
        assertThat(wide.problem().orElseThrow()).contains("every row is certified", "23 fraction bits",
                "layer1 requires", "layer2 needs 74-bit membranes", "at most 64");
        layers.set(2, layers.get(1));
        layers.set(3, LayerCertificate.claimed(3, "layer3", 2, 40, List.of(row)));
        assertThat(new Certificate("wide", 4, layers, 23, 30).problem().orElseThrow())
                .contains("layer3 needs 61-bit membranes", "at most 60");
    }

    /**
     * Biases 0 and 0.61, and 0 and 0.5 with one fraction bit: 5 * 0.61 lies above 3 and 5 * 0.5 does not, 6 times do
     * alike.
     */
    @Test
    void classes_areOrderedAlikeAfterEveryStepAndNotAfterTheLastAlone() {
        Geometry g = Geometry.fullyConnected(new Shape(4, 1, 1), 2);
        LastLayer last = new LastLayer("out", g, new FixedWeights(4, 0, new int[]{0, 0, 0, 0, 1, 1, 1, 1}),
                new double[]{0, 0.61});
        ClassOrder order = new ClassOrder(last, 6);
        assertThat(order.divergences(order.rounded(1), 1)).extracting(Divergence::t).containsExactly(5);
        List<Layer> layers = new ArrayList<>(network.layers());
        layers.set(3, last);
        Network six = new Network("small", network.input(), 6, layers);
        Certificate good = Certifier.certify(six);
        assertThat(good.isCertified()).isTrue();
        assertThat(CertificateCheck.problem(good, six)).isEmpty();
        LayerCertificate claim = LayerCertificate.claimed(3, "out", 1, 30,
                order.rounded(1).stream().map(b -> new LayerCertificate.Row(b, BigInteger.ZERO)).toList());
        assertThat(CertificateCheck.problem(with(good, claim), six).orElseThrow()).contains("after step 5");
        LayerCertificate narrow = with(good.layers().get(3), good.layers().get(3).membraneBits() - 1,
                good.layers().get(3).rows());
        assertThat(CertificateCheck.problem(with(good, narrow), six).orElseThrow()).contains("layer out", "exceeds");
    }

    /** The order of neighbours says of all pairs what looking at each of them says. */
    @Property(tries = 300)
    void classes_areOrderedAlikeIffEveryPairIs(@ForAll long seed,
            @ForAll @IntRange(min = 0, max = 3) int fractionBits) {
        Random random = new Random(seed);
        int count = 2 + random.nextInt(6);
        int grid = random.nextInt(fractionBits + 1);
        int[] codes = random.ints(count, -2, 3).toArray();
        double[] biases = new double[count];
        Arrays.setAll(biases, i -> random.nextInt(4) == 0 ? random.nextInt(20) - 10 : random.nextInt(-9, 9) / 3.0);
        LastLayer last = new LastLayer("out", Geometry.fullyConnected(new Shape(1, 1, 1), count),
                new FixedWeights(4, grid, codes), biases);
        ClassOrder order = new ClassOrder(last, 3);
        List<BigInteger> held = order.rounded(fractionBits);
        boolean differs = false;
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < j; i++) {
                Rational real = Rational.of(biases[j]).minus(Rational.of(biases[i])).scaled(grid);
                Rational fixed = Rational.of(held.get(j).subtract(held.get(i)).longValueExact())
                        .scaled(grid - fractionBits);
                for (long t = 1; t <= 3; t++) {
                    for (long sum = t * (Math.min(codes[j], 0) - Math.max(codes[i], 0)); sum <= t
                            * (Math.max(codes[j], 0) - Math.min(codes[i], 0)); sum++) {
                        differs |= Rational.of(sum).compareTo(real.times(t)) > 0 != Rational.of(sum)
                                .compareTo(fixed.times(t)) > 0;
                    }
                }
            }
        }
        assertThat(order.divergences(held, fractionBits).isEmpty()).isEqualTo(!differs);
        LayerCertificate claim = LayerCertificate.claimed(3, "out", fractionBits, 60,
                held.stream().map(b -> new LayerCertificate.Row(b, BigInteger.ZERO)).toList());
        assertThat(new ClassCheck(last, claim, 3).problem().isPresent()).isEqualTo(differs);
    }

    /** Very many classes take no time that grows with their pairs, of which there are 200 million. */
    @Test
    void veryManyClasses_areOrderedInTime() {
        int count = 20_000;
        double[] biases = new Random(1).ints(count, 0, 1 << 20).mapToDouble(i -> i / 1024.0).toArray();
        LastLayer last = new LastLayer("out", Geometry.fullyConnected(new Shape(1, 1, 1), count),
                new FixedWeights(2, 0, new Random(2).ints(count, -1, 2).toArray()), biases);
        ClassOrder order = new ClassOrder(last, 2);
        assertThat(order.divergences(order.rounded(10), 10)).isEmpty();
        assertThat(order.divergences(order.rounded(2), 2)).isNotEmpty();
        LayerCertificate claim = LayerCertificate.claimed(3, "out", 10, 60,
                order.rounded(10).stream().map(b -> new LayerCertificate.Row(b, BigInteger.ZERO)).toList());
        assertThat(new ClassCheck(last, claim, 2).problem()).isEmpty();
    }

    @Test
    void parametersThatNoHardwareHolds_areRefused() {
        BinaryLayer one = (BinaryLayer) network.layers().get(1);
        double[] mu = one.normalization().mu().clone();
        mu[2] = 1e30;
        List<Layer> layers = new ArrayList<>(network.layers());
        layers.set(1, new BinaryLayer(one.name(), one.geometry(), one.weights(), one.alpha(), new Normalization(mu,
                one.normalization().sigma(), one.normalization().gain(), one.normalization().shift()), one.theta(),
                false,
                1));
        Network huge = new Network("huge", network.input(), 4, layers);
        assertThatThrownBy(() -> Certifier.certify(huge)).isInstanceOf(InputException.class)
                .hasMessageContainingAll("layer one", "row 2", "numbers below 2^");
    }

    @Test
    void timeSteps_outOfRange() {
        assertThatThrownBy(() -> new Certifier(network, 257, OptionalInt.empty())).isInstanceOf(InputException.class)
                .hasMessageContaining("257");
        assertThatThrownBy(() -> new Certifier(network, 4, OptionalInt.of(33))).isInstanceOf(InputException.class)
                .hasMessageContaining("33");
    }
}
