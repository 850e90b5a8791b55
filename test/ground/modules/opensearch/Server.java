import org.codelibs.opensearch.runner.OpenSearchRunner;

/** A single OpenSearch node on port 9200 that keeps its data in the directory given as argument. */
public class Server {
  public static void main(String[] arguments) throws Exception {
    OpenSearchRunner runner = new OpenSearchRunner();
    runner.onBuild(
        (number, settings) -> {
          settings.put("network.host", "0.0.0.0");
          settings.put("http.port", "9200");
          settings.put("discovery.type", "single-node");
        });
    runner.build(
        OpenSearchRunner.newConfigs()
            .clusterName("ground")
            .numOfNode(1)
            .basePath(arguments[0])
            .useLogger());
    Thread.currentThread().join();
  }
}
