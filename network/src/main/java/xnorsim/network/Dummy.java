package xnorsim.network;
public final class Dummy {
    private Dummy() {}
}
