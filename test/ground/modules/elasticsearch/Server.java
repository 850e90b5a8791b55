import org.codelibs.elasticsearch.runner.ElasticsearchClusterRunner;

/** A node of Elasticsearch, alone, on the loopback interface: its data directory, and its port. */
public class Server {
  public static void main(String[] arguments) throws Exception {
    ElasticsearchClusterRunner runner = new ElasticsearchClusterRunner();
    runner.onBuild(
        (number, settings) -> {
          settings.put("network.host", "127.0.0.1");
          settings.put("http.port", arguments[1]);
          settings.put("discovery.type", "single-node");
          settings.put("cluster.name", "ground");
        });
    runner.build(
        ElasticsearchClusterRunner.newConfigs().numOfNode(1).basePath(arguments[0]).useLogger());
    Thread.currentThread().join();
  }
}
