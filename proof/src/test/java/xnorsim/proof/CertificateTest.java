package xnorsim.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.network.BinaryLayer;
import xnorsim.network.FixedWeights;
import xnorsim.network.Geometry;
import xnorsim.network.FirstLayer;
import xnorsim.network.InputCoding;
import xnorsim.network.InputException;
import xnorsim.network.LastLayer;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.Normalization;
import xnorsim.network.Shape;
import xnorsim.network.Reset;

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
        return new LayerCertificate(l.index(), l.name(), l.fractionBits(), membraneBits, rows, l.moved(), List.of(),
                Optional.empty(), l.smallest());
    }

    @Test
    void hardReset_isRefused() {
        List<Layer> layers = new ArrayList<>(network.layers());
        BinaryLayer soft = (BinaryLayer) layers.get(1);
        layers.set(1, new BinaryLayer(soft.name(), soft.geometry(), soft.weights(), soft.alpha(), soft.normalization(),
                soft.theta(), soft.residual(), soft.pool(), Reset.hard(0)));
        Network hard = new Network(network.name(), network.input(), network.timeSteps(), layers);
        assertThatThrownBy(() -> Certifier.certify(hard)).isInstanceOf(InputException.class)
                .hasMessageContaining("reset is hard, expected soft");
        assertThat(CertificateCheck.problem(certificate, hard).orElseThrow()).contains("resets hard");
    }

    /** The checker agrees with all inputs: a row's parameters that it refuses spike otherwise for one, others for none. */
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
        assertThat(CertificateCheck.problem(narrow, network).orElseThrow()).contains("one", "a membrane leaves");
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
                text.replace("\"layers\"", "\"layer\"")}) {
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

    @Test
    void directCoding_isRefused() {
        FirstLayer first = network.first();
        List<Layer> layers = new ArrayList<>(network.layers());
        layers.set(0, new FirstLayer(first.name(), first.geometry(), first.weights(), first.normalization(),
                first.theta(), first.pool(), InputCoding.DIRECT));
        Network direct = new Network("direct", network.input(), 4, layers);
        assertThatThrownBy(() -> Certifier.certify(direct)).isInstanceOf(InputException.class)
                .hasMessageContaining("coding is direct");
        assertThatThrownBy(() -> CertificateCheck.problem(certificate, direct)).isInstanceOf(InputException.class);
    }

    /** Biases 0 and 0.61, and 0 and 0.5 with one fraction bit: 5 * 0.61 lies above 3 and 5 * 0.5 does not, 6 times do alike. */
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
        LayerCertificate claim = new LayerCertificate(3, "out", 1, 30,
                order.rounded(1).stream().map(b -> new LayerCertificate.Row(b, BigInteger.ZERO)).toList(), 0, List.of(),
                Optional.empty(), false);
        assertThat(CertificateCheck.problem(with(good, claim), six).orElseThrow()).contains("after step 5");
        LayerCertificate narrow = with(good.layers().get(3), good.layers().get(3).membraneBits() - 1,
                good.layers().get(3).rows());
        assertThat(CertificateCheck.problem(with(good, narrow), six).orElseThrow()).contains("layer out", "leaves");
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
