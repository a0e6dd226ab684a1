package xnorsim.train;

import ai.djl.Device;
import ai.djl.engine.Engine;

/** The native engine, started once, offline and without any report of its use. */
final class TorchEngine {
    static final String NAME = "PyTorch";

    private TorchEngine() {}

    /**
     * Starts the engine; the first start of all unpacks its libraries into the engine's cache folder. The number of
     * threads can be set only once in a JVM: later calls do not change it.
     */
    static Engine start(int threads) {
        set("DJL_OFFLINE", "true");
        set("OPT_OUT_TRACKING", "true");
        set("ai.djl.pytorch.num_threads", Integer.toString(threads));
        set("ai.djl.pytorch.num_interop_threads", "1");
        return Engine.getEngine(NAME);
    }

    /** Where training computes: the first GPU if the engine has one, else the processor. */
    static Device trainingDevice(Engine engine) {
        return engine.getGpuCount() > 0 ? Device.gpu() : Device.cpu();
    }

    private static void set(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
